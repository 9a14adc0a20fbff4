import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertFailedRefund } from './captured-refund.ts'

const shop = await routineShop()
const record = async () => (await shop.row("select refund_record(r) as record from refunds r where id = 'r'"))?.record

test('refund_record: a refund by line', async () => {
  await insertFailedRefund(shop)
  await shop.insert('refund_lines', { refund_id: 'r', sku: 'B', quantity: 1, amount: 30 })
  await shop.insert('refund_lines', { refund_id: 'r', sku: 'A', quantity: 2, amount: 70 })
  await shop.insert('refund_lines', { refund_id: 'r2', sku: 'A', quantity: 1, amount: 1 })
  expect(await record()).toEqual({
    ...{ id: 'r', orderId: 'order', amount: 100, reason: 'Broken', status: 'failed', failure: 'lost_or_stolen_card' },
    ...{ createdAt: '2026-01-01T00:00:00+00:00', for: 'order' },
    lines: [
      { sku: 'A', quantity: 2, amount: 70 },
      { sku: 'B', quantity: 1, amount: 30 },
    ],
  })
})

test('refund_record: a refund of an amount has no lines', async () => {
  await insertFailedRefund(shop)
  expect(await record()).toMatchObject({ lines: [] })
})
