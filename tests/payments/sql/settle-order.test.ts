import { describe, expect, test } from 'vitest'
import { askedBack, capturedOrder, factsOf, holding, statusOf } from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { bookingOf, refundOf, stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const settle = () => shop.run('settle_order', 'order')
const order = (status: string, payment: Record<string, Value>, more?: { holds: boolean }) =>
  capturedOrder(shop, status, payment, more)
const soldOut = () => shop.write("update inventory set on_hand = 1 where sku = 'A'")
const returnsTold = () => shop.rows("select order_id, lane, payload from outbox where topic = 'late_payment_returned'")

describe('settle_order of an order that waits', () => {
  test('recorded: nothing captured, it stays as it is; a dispute is seen on it, an early refund not yet', async () => {
    await order('pending_payment', { refunded: 300, disputed_at: fromNow(-5) })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('pending_payment')
    expect(await holding(shop)).toEqual({ holds: 1, places: 1 })
    expect(await factsOf(shop)).toEqual({ refunded: 0, disputed: true, touched: true })
  })

  test('recorded: nothing captured of nothing to pay is no payment', async () => {
    await order('pending_payment', { amount: 0 })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('pending_payment')
  })

  test('recorded: captured in part, it waits for the rest', async () => {
    await order('pending_payment', { captured: 999 })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('pending_payment')
    expect(await holding(shop)).toEqual({ holds: 1, places: 1 })
    expect(await askedBack(shop)).toEqual([])
  })

  test('paid: captured in full, what was promised is taken', async () => {
    await order('pending_payment', { captured: 1_000, disputed_at: fromNow(-5) })
    expect(await settle()).toBe('paid')
    expect(await statusOf(shop)).toBe('paid')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 8, held: 0 })
    expect(await factsOf(shop)).toEqual({ refunded: 0, disputed: true, touched: true })
    expect(await askedBack(shop)).toEqual([])
  })

  test('paid: a single cent is a capture', async () => {
    await order('pending_payment', { amount: 1, captured: 1 })
    expect(await settle()).toBe('paid')
  })

  test('paid: captured more than it costs, what is too much goes back', async () => {
    await order('pending_payment', { captured: 1_001 })
    expect(await settle()).toBe('paid')
    expect(await askedBack(shop)).toEqual([{ amount: 1, reason: 'captured_too_much' }])
  })

  test('refund_requested: it can no longer be had, the order ends and the money goes back', async () => {
    await order('pending_payment', { captured: 1_000 }, { holds: false })
    await bookingOf(shop, 'order', 's')
    await soldOut()
    expect(await settle()).toBe('refund_requested')
    expect(await statusOf(shop)).toBe('expired')
    expect(await holding(shop)).toEqual({ holds: 0, places: 0 })
    expect(await askedBack(shop)).toEqual([{ amount: 1_000, reason: 'insufficient_stock' }])
    expect(await returnsTold()).toEqual([
      { order_id: 'order', lane: 'event', payload: { orderId: 'order', reason: 'insufficient_stock' } },
    ])
  })

  test('cancelled: no money will come, what it held comes back', async () => {
    await order('pending_payment', { cancelled_at: fromNow(-5) })
    expect(await settle()).toBe('cancelled')
    expect(await statusOf(shop)).toBe('cancelled')
    expect(await holding(shop)).toEqual({ holds: 0, places: 0 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('refund_requested: no money will come but the part that did, which goes back', async () => {
    await order('pending_payment', { captured: 300, cancelled_at: fromNow(-5) })
    expect(await settle()).toBe('refund_requested')
    expect(await statusOf(shop)).toBe('cancelled')
    expect(await askedBack(shop)).toEqual([{ amount: 300, reason: 'cancelled' }])
  })

  test('recorded: it can no longer be had, and the money went back already', async () => {
    await order('pending_payment', { captured: 1_000, refunded: 1_000 }, { holds: false })
    await soldOut()
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('expired')
    expect(await factsOf(shop)).toMatchObject({ refunded: 1_000 })
    expect(await returnsTold()).toEqual([])
  })

  test('recorded: once money was asked back, it is not paid any more', async () => {
    await order('pending_payment', { captured: 1_000 })
    await refundOf(shop, 'r', 'order')
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('pending_payment')
  })
})

describe('settle_order of an order that expired', () => {
  test('paid: captured in full, what it lost is had anew', async () => {
    await order('expired', { captured: 1_000 }, { holds: false })
    expect(await settle()).toBe('paid')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 8, held: 0 })
  })

  test('refund_requested: it can no longer be had, and does not expire again', async () => {
    await order('expired', { captured: 1_000 }, { holds: false })
    await soldOut()
    expect(await settle()).toBe('refund_requested')
    expect(await askedBack(shop)).toEqual([{ amount: 1_000, reason: 'insufficient_stock' }])
    expect(await shop.rows("select from order_history where order_id = 'order'")).toEqual([])
  })

  test('refund_requested: captured in part', async () => {
    await order('expired', { captured: 999 }, { holds: false })
    expect(await settle()).toBe('refund_requested')
    expect(await statusOf(shop)).toBe('expired')
    expect(await askedBack(shop)).toEqual([{ amount: 999, reason: 'expired' }])
  })

  test('recorded: once its money was asked back, it is not brought back to life', async () => {
    await order('expired', { captured: 1_000 }, { holds: false })
    await refundOf(shop, 'r', 'order', { amount: 1_000 })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('expired')
  })
})
