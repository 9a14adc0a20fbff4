import { describe, expect, test } from 'vitest'
import { askedBack, capturedOrder, factsOf, holding, statusOf } from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { bookingOf, orderOf, paymentOf, refundOf, soldOf, stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const settle = () => shop.run('settle_order', 'order')
const live = ['paid', 'picking', 'out_for_delivery', 'delivered'] as const

/** Its goods were taken, or given back, long ago. */
const order = (status: string, payment: Record<string, Value>) => capturedOrder(shop, status, payment, { holds: false })

describe('settle_order of an order that was cancelled', () => {
  test('refund_requested: captured after that', async () => {
    await order('cancelled', { captured: 1_000 })
    expect(await settle()).toBe('refund_requested')
    expect(await statusOf(shop)).toBe('cancelled')
    expect(await askedBack(shop)).toEqual([{ amount: 1_000, reason: 'cancelled' }])
  })

  test('recorded: its money was asked back already', async () => {
    await order('cancelled', { captured: 1_000 })
    await refundOf(shop, 'r', 'order', { amount: 1_000 })
    expect(await settle()).toBe('recorded')
    expect(await askedBack(shop)).toEqual([])
  })
})

describe('settle_order of an order that was refunded', () => {
  test('refund_requested: captured more after that', async () => {
    await order('refunded', { captured: 1_300, refunded: 1_000 })
    expect(await settle()).toBe('refund_requested')
    expect(await askedBack(shop)).toEqual([{ amount: 300, reason: 'refunded' }])
  })
})

describe('settle_order of a payment that was cancelled at the provider', () => {
  const cancelled = { cancelled_at: fromNow(-5) }

  test('cancelled: only reserved, and nobody picks yet; its goods go back', async () => {
    await order('paid', { authorised: 1_200, authorisation: 1_200, ...cancelled })
    await soldOf(shop, 'order', { A: 2 })
    await bookingOf(shop, 'order', 's', null)
    expect(await settle()).toBe('cancelled')
    expect(await statusOf(shop)).toBe('cancelled')
    expect(await holding(shop)).toEqual({ holds: 0, places: 0 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
    expect(await askedBack(shop)).toEqual([])
  })

  test('recorded: it was captured as well, the order stays paid', async () => {
    await order('paid', { captured: 1_000, ...cancelled })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('paid')
  })

  test.for(['picking', 'out_for_delivery', 'expired'])('recorded: the order is %s', async (status) => {
    await order(status, { authorised: 1_200, authorisation: 1_200, ...cancelled })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe(status)
  })
})

describe('settle_order of an order that lives', () => {
  test('recorded: it stays paid, what was refunded of it is known', async () => {
    await order('paid', { captured: 1_000, refunded: 999, disputed_at: fromNow(-5) })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('paid')
    expect(await factsOf(shop)).toEqual({ refunded: 999, disputed: true, touched: true })
    expect(await askedBack(shop)).toEqual([])
  })

  test('recorded: what was refunded and came back is not refunded', async () => {
    await order('delivered', { captured: 1_000, refunded: 600, refund_returned: 200 })
    expect(await settle()).toBe('recorded')
    expect(await factsOf(shop)).toMatchObject({ refunded: 400 })
  })

  test('recorded: what it came to when it was packed is kept, not what was ordered', async () => {
    await order('out_for_delivery', { captured: 900, due: 800 })
    expect(await settle()).toBe('recorded')
    expect(await askedBack(shop)).toEqual([{ amount: 100, reason: 'captured_too_much' }])
  })

  test('recorded: a refund that failed is seen on it, since the first of them failed', async () => {
    const failed = () =>
      shop.row(
        "select refund_failed_at < now() as before, refund_failed_at = now() as now from orders where id = 'order'",
      )
    await order('delivered', { captured: 1_000 })
    await refundOf(shop, 'under-way', 'order')
    await orderOf(shop, 'neighbour')
    await paymentOf(shop, 'neighbour')
    await refundOf(shop, 'of-another', 'neighbour', { status: 'failed', failed_at: fromNow(-5) })
    await settle()
    expect(await failed()).toEqual({ before: null, now: null })
    await refundOf(shop, 'failed', 'order', { status: 'failed', failed_at: fromNow(-5) })
    await settle()
    expect(await failed()).toEqual({ before: false, now: true })
    await shop.write("update orders set refund_failed_at = now() - interval '1 day' where id = 'order'")
    await settle()
    expect(await failed()).toEqual({ before: true, now: false })
  })

  test('recorded: a present, of which nothing was captured and nothing refunded, stays paid', async () => {
    await order('paid', { amount: 0 })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe('paid')
  })

  test.for(live)('recorded: captured more than a %s order costs, what is too much goes back', async (status) => {
    await order(status, { captured: 1_001 })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe(status)
    expect(await askedBack(shop)).toEqual([{ amount: 1, reason: 'captured_too_much' }])
  })

  test('recorded: captured once more after staff gave some of it back, all that is too much goes back', async () => {
    await order('delivered', { captured: 2_000, refunded: 100 })
    await refundOf(shop, 'by-staff', 'order', {
      requested_by: 'cus_staff',
      status: 'succeeded',
      succeeded_at: fromNow(-9),
    })
    expect(await settle()).toBe('recorded')
    expect(await askedBack(shop)).toEqual([{ amount: 1_000, reason: 'captured_too_much' }])
    await settle()
    expect(await askedBack(shop)).toHaveLength(1)
  })

  test.for(live)('refunded: all money of a %s order went back', async (status) => {
    await order(status, { captured: 1_000, refunded: 1_000 })
    await soldOf(shop, 'order', { A: 2 })
    await bookingOf(shop, 'order', 's', null)
    expect(await settle()).toBe('refunded')
    expect(await statusOf(shop)).toBe('refunded')
    expect(await holding(shop)).toEqual({ holds: 0, places: 0 })
    const onHand = status === 'paid' ? 12 : 10
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: onHand, held: 0 })
    const ledger = "select delta, reason from stock_movements where order_id = 'order' and reason <> 'sold'"
    expect(await shop.rows(ledger)).toEqual(status === 'paid' ? [{ delta: 2, reason: 'cancelled' }] : [])
  })

  test('refunded: all of a single cent went back', async () => {
    await order('delivered', { amount: 1, captured: 1, refunded: 1 })
    expect(await settle()).toBe('refunded')
    expect(await factsOf(shop)).toMatchObject({ refunded: 1 })
  })

  test.for(['cancelled', 'refunded'])('recorded: all money of a %s order went back', async (status) => {
    await order(status, { captured: 1_000, refunded: 1_000 })
    expect(await settle()).toBe('recorded')
    expect(await statusOf(shop)).toBe(status)
  })
})
