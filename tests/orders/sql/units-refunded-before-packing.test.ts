import { expect, test } from 'vitest'
import { routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const refundedBeforePacking = () => shop.run('units_refunded_before_packing', 'order')

async function refunded(id: string, order: string, units: Record<string, number>, refund = {}) {
  await insertRefund(shop, id, order, refund)
  for (const [sku, quantity] of Object.entries(units)) {
    await shop.insert('refund_lines', { refund_id: id, sku, quantity, amount: 0 })
  }
}

test('units refunded by line before packing, per SKU, without failed refunds and other orders', async () => {
  for (const id of ['order', 'neighbour']) {
    await insertOrder(shop, id, { status: 'picking' })
    await insertPayment(shop, id)
  }
  expect(await refundedBeforePacking()).toEqual([])
  await withoutIndexes(shop)
  await shop.write('set local enable_sort = off')
  await refunded('r1', 'order', { D: 1, B: 2, E: 1, A: 1, C: 1 })
  await refunded('r2', 'order', { B: 1 }, { status: 'succeeded', succeeded_at: '2026-01-01T00:00:00Z' })
  await refunded('r3', 'order', { A: 4 }, { status: 'failed', failed_at: '2026-01-01T00:00:00Z' })
  await refunded('r4', 'order', { A: 8 }, { packed: true })
  await refunded('r5', 'neighbour', { A: 16 })
  expect(await refundedBeforePacking()).toEqual([
    { sku: 'A', quantity: 1 },
    { sku: 'B', quantity: 3 },
    { sku: 'C', quantity: 1 },
    { sku: 'D', quantity: 1 },
    { sku: 'E', quantity: 1 },
  ])
})
