import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale, readClaimStatus } from '../../support/sql/flash-sale-rows.ts'
import {
  free,
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
  withClaim,
  withCoupon,
  withSlot,
} from '../../support/sql/placement.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, readStock } from '../../support/sql/shop-rows.ts'

const Viewed = z.record(z.string(), z.unknown())
const shop = await routineShop()
beforeEach(async () => {
  await insertPlacementProducts(shop)
  await insertPlacementCart(shop, 'x')
  await insertCustomer(shop, 'cus_1')
  await insertCart(shop, 'neighbour', {}, { 'X-A': 1, 'X-B': 1 })
})

const place = (changes: object = {}) => shop.call('place_order', { ...requestFor('x'), ...changes })
const placeForPickup = async (changes: object = {}) => {
  await removeDelivery(shop, 'x')
  return place(changes)
}
const the = (table: string, column = 'order_id') => shop.rows(`select * from ${table} where ${column} = 'x'`)
const order = async () => (await the('orders', 'id'))[0]

describe('place_new_orders', () => {
  const viewed = async () => {
    const { number, createdAt, expiresAt, slot, history } = Viewed.parse(
      await shop.call('order_view', { orderId: 'x' }),
    )
    return { number, createdAt, expiresAt, slot, history }
  }

  test('returns the values that the database generates, as order_view does', async () => {
    const answer = await placeForPickup()
    expect(answer).toEqual({ replayed: false, placed: await viewed() })
    expect(answer).toMatchObject({ placed: { slot: null, history: [{ status: 'pending_payment' }] } })
  })

  test('returns the times of the slot', async () => {
    const answer = await place(withSlot)
    expect(answer).toEqual({ replayed: false, placed: await viewed() })
    expect(answer).toMatchObject({ placed: { slot: { id: 'x' } } })
  })

  test('holds the stock of each line until the payment window ends', async () => {
    await placeForPickup()
    expect(await readStock(shop, 'X-A')).toEqual({ on_hand: 100, held: 3 })
    expect(await readStock(shop, 'X-B')).toEqual({ on_hand: 1_000, held: 250 })
    const holds = `select sku, quantity, extract(epoch from expires_at - now())::integer as seconds from stock_holds
      where order_id = 'x' order by sku`
    expect(await shop.rows(holds)).toEqual([
      { sku: 'X-A', quantity: 3, seconds: 900 },
      { sku: 'X-B', quantity: 250, seconds: 900 },
    ])
    const until = "select extract(epoch from expires_at - now())::integer as seconds from orders where id = 'x'"
    expect(await shop.row(until)).toEqual({ seconds: 900 })
  })

  test('stores the idempotency key with scope and fingerprint', async () => {
    await placeForPickup()
    expect(await the('idempotency_keys')).toMatchObject([{ scope: 'guest', key: 'key-x', fingerprint: 'body' }])
  })

  test("redeems the coupon for the guest's e-mail address in lower case", async () => {
    await placeForPickup(withCoupon)
    expect(await order()).toMatchObject({ coupon_id: 'x', coupon_code: 'X', coupon_discount: 70 })
    expect(await the('coupon_redemptions')).toMatchObject([
      { coupon_id: 'x', customer: 'shopper@example.com', discount: 70 },
    ])
  })

  test('redeems the coupon for the customer', async () => {
    await placeForPickup({ ...withCoupon, customerId: 'cus_1' })
    expect(await the('coupon_redemptions')).toMatchObject([{ customer: 'cus_1' }])
  })

  test('books the slot until the payment window ends, and copies its times and the address to the order', async () => {
    expect(await place(withSlot)).toMatchObject({ replayed: false })
    const slot = await shop.row("select starts_at, ends_at, booked from delivery_slots where id = 'x'")
    expect(slot).toMatchObject({ booked: 1 })
    expect(await order()).toMatchObject({
      ...{ slot_id: 'x', slot_starts_at: slot?.starts_at, slot_ends_at: slot?.ends_at, address: { line1: 'Here' } },
      ...{ delivery_fee: 300, total: 2_100 },
    })
    const booking = 'select slot_id, extract(epoch from expires_at - now())::integer as seconds from slot_bookings'
    expect(await shop.rows(`${booking} where order_id = 'x'`)).toEqual([{ slot_id: 'x', seconds: 900 }])
  })

  test('buys a flash-sale claim and holds its units with the ordinary ones', async () => {
    await insertFlashSale(shop, 'sale', 'X-A')
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'x' })
    expect(await placeForPickup(withClaim)).toMatchObject({ replayed: false })
    expect(await readClaimStatus(shop, 'claim')).toBe('bought')
    expect(await shop.row("select claim_id from order_lines where order_id = 'x' and line = 3")).toEqual({
      claim_id: 'claim',
    })
    expect(await shop.row("select quantity from stock_holds where order_id = 'x' and sku = 'X-A'")).toEqual({
      quantity: 4,
    })
    expect(await readStock(shop, 'X-A')).toEqual({ on_hand: 100, held: 13 })
  })

  test('confirms an order with total 0', async () => {
    expect(await placeForPickup(free)).toMatchObject({
      placed: { history: [{ status: 'pending_payment' }, { status: 'paid' }] },
    })
    expect(await readStock(shop, 'X-A')).toEqual({ on_hand: 97, held: 0 })
    expect(await the('order_history')).toHaveLength(2)
  })

  test('does not confirm an order with total 1', async () => {
    const lines = free.lines.map((paid, index) => (index > 0 ? paid : { ...paid, promotionDiscount: 1_499, total: 1 }))
    expect(await placeForPickup({ lines, discount: 1_999, total: 1 })).toMatchObject({
      placed: { history: [{ status: 'pending_payment' }] },
    })
    expect(await order()).toMatchObject({ status: 'pending_payment', total: 1 })
  })
})

describe('place_new_orders of several orders', () => {
  const placeAll = (...orders: object[]) => shop.call('place_new_orders', orders)
  beforeEach(async () => {
    for (const id of ['y', 'z']) await insertPlacementCart(shop, id)
    for (const id of ['x', 'z']) await removeDelivery(shop, id)
  })

  test('each has its own values, and the results are in the same order', async () => {
    const requests = [{ ...requestFor('z'), customerId: 'cus_1' }, requestFor('x')]
    const placed = await placeAll(...requests)
    const numbers = "select number from orders where id in ('x', 'z') order by id desc"
    expect(placed).toMatchObject((await shop.rows(numbers)).map(({ number }) => ({ number })))
    expect(await shop.rows("select id, customer_id from orders where id in ('x', 'z') order by id")).toEqual([
      { id: 'x', customer_id: null },
      { id: 'z', customer_id: 'cus_1' },
    ])
    const holds =
      "select order_id, quantity from stock_holds where sku = 'X-A' and order_id in ('x', 'z') order by order_id"
    expect(await shop.rows(holds)).toEqual([
      { order_id: 'x', quantity: 3 },
      { order_id: 'z', quantity: 3 },
    ])
    expect(await readStock(shop, 'X-A')).toEqual({ on_hand: 100, held: 6 })
  })

  test('each has its own coupon, slot and total', async () => {
    await placeAll(
      { ...requestFor('x'), ...withCoupon },
      { ...requestFor('y'), ...withSlot },
      { ...requestFor('z'), ...free },
    )
    expect(await shop.rows("select order_id from coupon_redemptions where coupon_id = 'x'")).toEqual([
      { order_id: 'x' },
    ])
    expect(await shop.rows("select order_id from slot_bookings where slot_id = 'x'")).toEqual([{ order_id: 'y' }])
    const statuses = "select id, status from orders where id in ('x', 'y', 'z') order by id"
    expect(await shop.rows(statuses)).toMatchObject([
      { status: 'pending_payment' },
      { status: 'pending_payment' },
      { status: 'paid' },
    ])
  })

  test('the outbox rows of each have its own request id', async () => {
    await placeAll({ ...requestFor('z'), ...free, requestId: 'req-z' }, { ...requestFor('x'), ...free })
    const events = "select order_id, topic, request_id from outbox where order_id in ('x', 'z') order by id"
    expect(await shop.rows(events)).toEqual([
      { order_id: 'z', topic: 'order_pending_payment', request_id: 'req-z' },
      { order_id: 'x', topic: 'order_pending_payment', request_id: null },
      { order_id: 'z', topic: 'order_paid', request_id: 'req-z' },
      { order_id: 'x', topic: 'order_paid', request_id: null },
    ])
  })

  test('insufficient_stock for the sum of their units', async () => {
    await shop.write("update inventory set on_hand = 5 where sku = 'X-A'")
    expect(await placeAll(requestFor('x'), requestFor('z'))).toEqual({
      refused: 'insufficient_stock',
      facts: { shortages: [{ sku: 'X-A', requested: 6, available: 5 }] },
    })
  })

  test('coupon_customer_limit counts the uses in the same batch', async () => {
    await shop.write("update coupons set per_customer_limit = 1 where id = 'x'")
    const requests = ['x', 'z'].map((id) => ({ ...requestFor(id), ...withCoupon }))
    expect(await placeAll(...requests)).toMatchObject({ refused: 'coupon_customer_limit' })
  })

  test('returns null and writes nothing when a key is twice in the batch or was used before', async () => {
    expect(await placeAll(requestFor('x'), { ...requestFor('z'), key: 'key-x' })).toBeNull()
    expect(await placeAll(requestFor('z'), { ...requestFor('x'), key: 'another' })).not.toBeNull()
    await insertPlacementCart(shop, 'w')
    expect(await placeAll({ ...requestFor('w'), key: 'another' })).toBeNull()
    expect(await shop.rows("select id from orders where id in ('x', 'z', 'w') order by id")).toEqual([
      { id: 'x' },
      { id: 'z' },
    ])
  })
})
