import { describe, expect, test } from 'vitest'
import {
  countHolds,
  insertCapturedOrder,
  readOrderStatus,
  readPaymentFacts,
  readRequestedRefunds,
} from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertBooking, insertRefund, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const settle = () => shop.run('settle_order', 'order')
const order = (status: string, payment: Record<string, Value>, more?: { holds: boolean }) =>
  insertCapturedOrder(shop, status, payment, more)
const soldOut = () => shop.write("update inventory set on_hand = 1 where sku = 'A'")
const lateReturns = () => shop.rows("select order_id, lane, payload from outbox where topic = 'late_payment_returned'")

describe('settle_order of a pending order', () => {
  test('recorded: nothing captured, so it stays pending; it has a dispute, but not an early refund', async () => {
    await order('pending_payment', { refunded: 300, disputed_at: fromNow(-5) })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('pending_payment')
    expect(await countHolds(shop)).toEqual({ holds: 1, places: 1 })
    expect(await readPaymentFacts(shop)).toEqual({ refunded: 0, disputed: true, touched: true })
  })

  test('recorded: an order with the total 0 is not paid by a payment of 0', async () => {
    await order('pending_payment', { amount: 0 })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('pending_payment')
  })

  test('recorded: captured in part, so it stays pending', async () => {
    await order('pending_payment', { captured: 999 })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('pending_payment')
    expect(await countHolds(shop)).toEqual({ holds: 1, places: 1 })
    expect(await readRequestedRefunds(shop)).toEqual([])
  })

  test('paid: captured in full, and its stock is taken', async () => {
    await order('pending_payment', { captured: 1_000, disputed_at: fromNow(-5) })
    expect(await settle()).toBe('paid')
    expect(await readOrderStatus(shop)).toBe('paid')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 0 })
    expect(await readPaymentFacts(shop)).toEqual({ refunded: 0, disputed: true, touched: true })
    expect(await readRequestedRefunds(shop)).toEqual([])
  })

  test('paid: captured 1 of 1', async () => {
    await order('pending_payment', { amount: 1, captured: 1 })
    expect(await settle()).toBe('paid')
  })

  test('paid: captured more than it costs, and the surplus is refunded', async () => {
    await order('pending_payment', { captured: 1_001 })
    expect(await settle()).toBe('paid')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 1, reason: 'captured_too_much' }])
  })

  test('refund_requested: out of stock, so the order expires and the money is returned', async () => {
    await order('pending_payment', { captured: 1_000 }, { holds: false })
    await insertBooking(shop, 'order', 's')
    await soldOut()
    expect(await settle()).toBe('refund_requested')
    expect(await readOrderStatus(shop)).toBe('expired')
    expect(await countHolds(shop)).toEqual({ holds: 0, places: 0 })
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 1_000, reason: 'insufficient_stock' }])
    expect(await lateReturns()).toEqual([
      { order_id: 'order', lane: 'event', payload: { orderId: 'order', reason: 'insufficient_stock' } },
    ])
  })

  test('cancelled: the payment is cancelled, and the order’s holds are released', async () => {
    await order('pending_payment', { cancelled_at: fromNow(-5) })
    expect(await settle()).toBe('cancelled')
    expect(await readOrderStatus(shop)).toBe('cancelled')
    expect(await countHolds(shop)).toEqual({ holds: 0, places: 0 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('refund_requested: the payment is cancelled, and the captured part is refunded', async () => {
    await order('pending_payment', { captured: 300, cancelled_at: fromNow(-5) })
    expect(await settle()).toBe('refund_requested')
    expect(await readOrderStatus(shop)).toBe('cancelled')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 300, reason: 'cancelled' }])
  })

  test('recorded: out of stock, and the money was returned already', async () => {
    await order('pending_payment', { captured: 1_000, refunded: 1_000 }, { holds: false })
    await soldOut()
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('expired')
    expect(await readPaymentFacts(shop)).toMatchObject({ refunded: 1_000 })
    expect(await lateReturns()).toEqual([])
  })

  test('recorded: after a refund was requested, it can no longer be paid', async () => {
    await order('pending_payment', { captured: 1_000 })
    await insertRefund(shop, 'r', 'order')
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('pending_payment')
  })
})

describe('settle_order of an expired order', () => {
  test('paid: captured in full, and its stock is taken again', async () => {
    await order('expired', { captured: 1_000 }, { holds: false })
    expect(await settle()).toBe('paid')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 0 })
  })

  test('refund_requested: out of stock, and it does not expire again', async () => {
    await order('expired', { captured: 1_000 }, { holds: false })
    await soldOut()
    expect(await settle()).toBe('refund_requested')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 1_000, reason: 'insufficient_stock' }])
    expect(await shop.rows("select from order_history where order_id = 'order'")).toEqual([])
  })

  test('refund_requested: captured in part', async () => {
    await order('expired', { captured: 999 }, { holds: false })
    expect(await settle()).toBe('refund_requested')
    expect(await readOrderStatus(shop)).toBe('expired')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 999, reason: 'expired' }])
  })

  test('recorded: after its refund was requested, it stays expired', async () => {
    await order('expired', { captured: 1_000 }, { holds: false })
    await insertRefund(shop, 'r', 'order', { amount: 1_000 })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('expired')
  })
})
