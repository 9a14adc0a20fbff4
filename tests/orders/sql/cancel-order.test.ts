import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import {
  insertBooking,
  insertCoupon,
  insertHolds,
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertRedemption,
  insertSales,
  insertSlot,
  readStock,
  slotColumns,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const cancel = (orderId = 'order') => shop.call('cancel_order', { orderId, guest: true })
const refunds = () => shop.rows("select amount, reason from refunds where order_id = 'order'")
const ledger = () =>
  shop.rows("select delta, reason from stock_movements where order_id = 'order' and reason <> 'sold'")
const holds = () =>
  shop.row(`select (select redeemed from coupons where id = 'c') as redeemed,
    (select booked from delivery_slots where id = 's') as booked`)

beforeEach(async () => {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertCoupon(shop, 'c')
  await insertSlot(shop, 's')
})

async function order(status: string, captured = 0): Promise<void> {
  await insertOrder(shop, 'order', { status, coupon_id: 'c', coupon_code: 'C', ...slotColumns('s') })
  await insertOrderLines(shop, 'order', { A: 2 })
  if (status === 'paid') await insertSales(shop, 'order', { A: 2 })
  await insertPayment(shop, 'order', { captured })
  await insertRedemption(shop, 'order', 'c')
  await insertBooking(shop, 'order', 's')
}

describe('cancel_order', () => {
  test('releases the holds of an unpaid order, without a refund', async () => {
    await order('pending_payment')
    await insertHolds(shop, 'order', { A: 2 })
    expect(await cancel()).toMatchObject({ id: 'order', status: 'cancelled', history: [{ status: 'cancelled' }] })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
    expect(await holds()).toEqual({ redeemed: 0, booked: 0 })
    expect(await refunds()).toEqual([])
    expect(await ledger()).toEqual([])
  })

  test('returns the stock of a paid order and requests a refund', async () => {
    await order('paid', 1_000)
    expect(await cancel()).toMatchObject({ id: 'order', status: 'cancelled' })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
    expect(await holds()).toEqual({ redeemed: 0, booked: 0 })
    expect(await refunds()).toEqual([{ amount: 1_000, reason: 'cancelled' }])
    expect(await ledger()).toEqual([{ delta: 2, reason: 'cancelled' }])
  })

  test('changes nothing for a cancelled order and returns the same', async () => {
    await order('paid', 1_000)
    const first = await cancel()
    expect(await cancel()).toEqual(first)
    expect(await refunds()).toHaveLength(1)
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
  })

  test("cancels a customer's own order", async () => {
    await order('pending_payment')
    await shop.write("update orders set customer_id = 'ann' where id = 'order'")
    const cancelled = await shop.call('cancel_order', { orderId: 'order', customerId: 'ann' })
    expect(cancelled).toMatchObject({ id: 'order', status: 'cancelled' })
  })

  test("order_not_found: another customer's order", async () => {
    await order('pending_payment')
    const refused = { refused: 'order_not_found', facts: {} }
    expect(await shop.call('cancel_order', { orderId: 'order', customerId: 'bea' })).toEqual(refused)
    expect(await shop.row("select status from orders where id = 'order'")).toEqual({ status: 'pending_payment' })
  })

  test('order_not_found', async () => {
    await order('pending_payment')
    expect(await cancel('unknown')).toEqual({ refused: 'order_not_found', facts: {} })
  })

  const laterStatuses = ['picking', 'out_for_delivery', 'delivered', 'expired', 'refunded']
  test.for(laterStatuses)('order_not_cancellable: it is %s', async (status) => {
    await order(status, 1_000)
    expect(await cancel()).toEqual({ refused: 'order_not_cancellable', facts: { orderStatus: status } })
    expect(await refunds()).toEqual([])
  })
})
