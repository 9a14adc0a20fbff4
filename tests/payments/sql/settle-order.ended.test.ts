import { describe, expect, test } from 'vitest'
import {
  countHolds,
  insertCapturedOrder,
  readOrderStatus,
  readPaymentFacts,
  readRequestedRefunds,
} from '../../support/sql/captured-order.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertOrder,
  insertPayment,
  insertRefund,
  insertSales,
  readStock,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const settle = () => shop.run('settle_order', 'order')
const live = ['paid', 'picking', 'out_for_delivery', 'delivered'] as const

/** An order without holds and bookings. */
const order = (status: string, payment: Record<string, Value>) =>
  insertCapturedOrder(shop, status, payment, { holds: false })

describe('settle_order of a cancelled order', () => {
  test('refund_requested: captured afterwards', async () => {
    await order('cancelled', { captured: 1_000 })
    expect(await settle()).toBe('refund_requested')
    expect(await readOrderStatus(shop)).toBe('cancelled')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 1_000, reason: 'cancelled' }])
  })

  test('recorded: the refund was requested already', async () => {
    await order('cancelled', { captured: 1_000 })
    await insertRefund(shop, 'r', 'order', { amount: 1_000 })
    expect(await settle()).toBe('recorded')
    expect(await readRequestedRefunds(shop)).toEqual([])
  })
})

describe('settle_order of a refunded order', () => {
  test('refund_requested: more was captured afterwards', async () => {
    await order('refunded', { captured: 1_300, refunded: 1_000 })
    expect(await settle()).toBe('refund_requested')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 300, reason: 'refunded' }])
  })
})

describe('settle_order of a payment cancelled at the provider', () => {
  const cancelled = { cancelled_at: fromNow(-5) }

  test('cancelled: only authorised and not picked yet; its stock is returned', async () => {
    await order('paid', { authorised: 1_200, authorisation: 1_200, ...cancelled })
    await insertSales(shop, 'order', { A: 2 })
    await insertBooking(shop, 'order', 's', null)
    expect(await settle()).toBe('cancelled')
    expect(await readOrderStatus(shop)).toBe('cancelled')
    expect(await countHolds(shop)).toEqual({ holds: 0, places: 0 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
    expect(await readRequestedRefunds(shop)).toEqual([])
  })

  test('recorded: it was captured as well, so the order stays paid', async () => {
    await order('paid', { captured: 1_000, ...cancelled })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('paid')
  })

  test.for(['picking', 'out_for_delivery', 'expired'])('recorded: the order is %s', async (status) => {
    await order(status, { authorised: 1_200, authorisation: 1_200, ...cancelled })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe(status)
  })
})

describe('settle_order of a live order', () => {
  test('recorded: it stays paid and has the refunded amount', async () => {
    await order('paid', { captured: 1_000, refunded: 999, disputed_at: fromNow(-5) })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('paid')
    expect(await readPaymentFacts(shop)).toEqual({ refunded: 999, disputed: true, touched: true })
    expect(await readRequestedRefunds(shop)).toEqual([])
  })

  test('recorded: returned refunds are not part of its refunded amount', async () => {
    await order('delivered', { captured: 1_000, refunded: 600, refund_returned: 200 })
    expect(await settle()).toBe('recorded')
    expect(await readPaymentFacts(shop)).toMatchObject({ refunded: 400 })
  })

  test('recorded: after packing, the final amount is retained and not the ordered one', async () => {
    await order('out_for_delivery', { captured: 900, due: 800 })
    expect(await settle()).toBe('recorded')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 100, reason: 'captured_too_much' }])
  })

  test('recorded: it has the time of its first failed refund', async () => {
    const failed = () =>
      shop.row(
        "select refund_failed_at < now() as before, refund_failed_at = now() as now from orders where id = 'order'",
      )
    await order('delivered', { captured: 1_000 })
    await insertRefund(shop, 'pending', 'order')
    await insertOrder(shop, 'neighbour')
    await insertPayment(shop, 'neighbour')
    await insertRefund(shop, 'of-another', 'neighbour', { status: 'failed', failed_at: fromNow(-5) })
    await settle()
    expect(await failed()).toEqual({ before: null, now: null })
    await insertRefund(shop, 'failed', 'order', { status: 'failed', failed_at: fromNow(-5) })
    await settle()
    expect(await failed()).toEqual({ before: false, now: true })
    await shop.write("update orders set refund_failed_at = now() - interval '1 day' where id = 'order'")
    await settle()
    expect(await failed()).toEqual({ before: true, now: false })
  })

  test('recorded: an order with the total 0 stays paid', async () => {
    await order('paid', { amount: 0 })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe('paid')
  })

  test.for(live)('recorded: captured more than a %s order costs, so the surplus is refunded', async (status) => {
    await order(status, { captured: 1_001 })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe(status)
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 1, reason: 'captured_too_much' }])
  })

  test('recorded: captured twice after a refund by staff, so the full surplus is refunded', async () => {
    await order('delivered', { captured: 2_000, refunded: 100 })
    await insertRefund(shop, 'by-staff', 'order', {
      requested_by: 'cus_staff',
      status: 'succeeded',
      succeeded_at: fromNow(-9),
    })
    expect(await settle()).toBe('recorded')
    expect(await readRequestedRefunds(shop)).toEqual([{ amount: 1_000, reason: 'captured_too_much' }])
    await settle()
    expect(await readRequestedRefunds(shop)).toHaveLength(1)
  })

  test.for(live)('refunded: a %s order was refunded in full', async (status) => {
    await order(status, { captured: 1_000, refunded: 1_000 })
    await insertSales(shop, 'order', { A: 2 })
    await insertBooking(shop, 'order', 's', null)
    expect(await settle()).toBe('refunded')
    expect(await readOrderStatus(shop)).toBe('refunded')
    expect(await countHolds(shop)).toEqual({ holds: 0, places: 0 })
    const onHand = status === 'paid' ? 12 : 10
    expect(await readStock(shop, 'A')).toEqual({ on_hand: onHand, held: 0 })
    const ledger = "select delta, reason from stock_movements where order_id = 'order' and reason <> 'sold'"
    expect(await shop.rows(ledger)).toEqual(status === 'paid' ? [{ delta: 2, reason: 'cancelled' }] : [])
  })

  test('refunded: an order with the total 1', async () => {
    await order('delivered', { amount: 1, captured: 1, refunded: 1 })
    expect(await settle()).toBe('refunded')
    expect(await readPaymentFacts(shop)).toMatchObject({ refunded: 1 })
  })

  test.for(['cancelled', 'refunded'])('recorded: a %s order was refunded in full', async (status) => {
    await order(status, { captured: 1_000, refunded: 1_000 })
    expect(await settle()).toBe('recorded')
    expect(await readOrderStatus(shop)).toBe(status)
  })
})
