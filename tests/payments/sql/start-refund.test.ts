import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const isSent = () => shop.row("select sent_at is not null as sent from refunds where id = 'r'")

describe('start_refund', () => {
  test('marks a requested refund as sent and returns it, the same each time', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 900 })
    await insertRefund(shop, 'r', 'order', { amount: 70 })
    const view = await shop.call('refund_view', { refundId: 'r' })
    expect(view).toMatchObject({ refundId: 'r', status: 'requested' })
    for (const _time of [1, 2]) {
      expect(await shop.call('start_refund', { refundId: 'r' })).toEqual(view)
      expect(await isSent()).toEqual({ sent: true })
    }
  })

  test('does not mark a withdrawn refund', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 900 })
    await insertRefund(shop, 'r', 'order', { status: 'withdrawn', withdrawn_at: '2026-01-01T00:00:00Z' })
    expect(await shop.call('start_refund', { refundId: 'r' })).toMatchObject({ status: 'withdrawn' })
    expect(await isSent()).toEqual({ sent: false })
  })

  test('null for an unknown refund', async () => {
    expect(await shop.call('start_refund', { refundId: 'unknown' })).toBeNull()
  })
})
