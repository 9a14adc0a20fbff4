import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { free, pickUp, requestFor, stockCart, stockShop, withCoupon, withSlot } from './placement.ts'
import { routineShop } from './routine-shop.ts'
import { accountOf } from './small-accounts.ts'
import { cartOf, stockOf } from './small-shop.ts'

const Viewed = z.record(z.string(), z.unknown())
const shop = await routineShop()
beforeEach(async () => {
  await stockShop(shop)
  await stockCart(shop, 'x')
  await accountOf(shop, 'cus_1')
  await cartOf(shop, 'neighbour', {}, { 'X-A': 1, 'X-B': 1 })
})

const place = (changes: object = {}) => shop.call('place_order', { ...requestFor('x'), ...changes })
const pickedUp = async (changes: object = {}) => {
  await pickUp(shop, 'x')
  return place(changes)
}
const the = (table: string, column = 'order_id') => shop.rows(`select * from ${table} where ${column} = 'x'`)
/** The row with just these columns. */
const order = async () => (await the('orders', 'id'))[0]

describe('place_order', () => {
  const viewed = async () => {
    const { number, createdAt, expiresAt, slot, history } = Viewed.parse(
      await shop.call('order_view', { orderId: 'x' }),
    )
    return { number, createdAt, expiresAt, slot, history }
  }

  test('answers what only the database knows, as order_view gives it', async () => {
    const answer = await pickedUp()
    expect(answer).toEqual({ replayed: false, placed: await viewed() })
    expect(answer).toMatchObject({ placed: { slot: null, history: [{ status: 'pending_payment' }] } })
  })

  test('answers the times of its slot', async () => {
    const answer = await place(withSlot)
    expect(answer).toEqual({ replayed: false, placed: await viewed() })
    expect(answer).toMatchObject({ placed: { slot: { id: 'x' } } })
  })

  test('writes the order as it was priced', async () => {
    await pickedUp({ customerId: 'cus_1' })
    expect(await order()).toMatchObject({
      ...{ id: 'x', cart_id: 'x', customer_id: 'cus_1', email: 'Shopper@Example.com', status: 'pending_payment' },
      ...{ currency: 'HKD', coupon_id: null, coupon_code: null, coupon_discount: 0, slot_id: null, address: null },
      ...{ slot_starts_at: null, slot_ends_at: null, promotions: requestFor('x').promotions },
      ...{ subtotal: 2_000, discount: 200, delivery_fee: 0, total: 1_800, refunded: 0 },
    })
  })

  test('writes its lines in their order, with what was sold as it was read, and the wishes', async () => {
    await pickedUp()
    const each = { order_id: 'x', coupon_discount: 0 }
    expect(await shop.rows("select * from order_lines where order_id = 'x' order by line")).toMatchObject([
      {
        ...{ ...each, line: 1, sku: 'X-B', name: { en: 'X-B' }, unit: 'g', quantity: 250, price: 2_000 },
        ...{
          price_quantity: 1_000,
          subtotal: 500,
          promotion_discount: 0,
          total: 500,
          substitution: { type: 'none' },
          claim_id: null,
        },
      },
      {
        ...{ ...each, line: 2, sku: 'X-A', name: { en: 'As it was read' }, unit: 'each', quantity: 3, price: 500 },
        ...{
          price_quantity: 1,
          subtotal: 1_500,
          promotion_discount: 200,
          total: 1_300,
          substitution: { type: 'brand' },
          claim_id: null,
        },
      },
    ])
  })

  test('holds the stock, each line by itself, for as long as it may be paid', async () => {
    await pickedUp()
    expect(await stockOf(shop, 'X-A')).toEqual({ on_hand: 100, held: 3 })
    expect(await stockOf(shop, 'X-B')).toEqual({ on_hand: 1_000, held: 250 })
    const holds = `select sku, quantity, extract(epoch from expires_at - now())::integer as seconds from stock_holds
      where order_id = 'x' order by sku`
    expect(await shop.rows(holds)).toEqual([
      { sku: 'X-A', quantity: 3, seconds: 900 },
      { sku: 'X-B', quantity: 250, seconds: 900 },
    ])
    const until = "select extract(epoch from expires_at - now())::integer as seconds from orders where id = 'x'"
    expect(await shop.row(until)).toEqual({ seconds: 900 })
  })

  test('makes the payment that is to be captured', async () => {
    await pickedUp()
    expect(await the('payments')).toMatchObject([
      {
        ...{ id: 'pay-x', provider: 'sandbox', provider_payment_id: 'sandbox-x', order_id: 'x', amount: 1_800 },
        ...{ currency: 'HKD', captured: 0, refunded: 0 },
      },
    ])
  })

  test('closes the cart, writes history and tells the world', async () => {
    await pickedUp()
    const closed = { status: 'ordered', touched: true }
    expect(await shop.row("select status, updated_at = now() as touched from carts where id = 'x'")).toEqual(closed)
    expect(await the('order_history')).toMatchObject([{ status: 'pending_payment' }])
    expect(await the('outbox')).toMatchObject([{ topic: 'order_pending_payment', payload: { orderId: 'x' } }])
    expect(await shop.row("select status from carts where id = 'neighbour'")).toEqual({ status: 'open' })
  })

  test("a guest's cart that a customer orders is the customer's", async () => {
    await pickedUp({ customerId: 'cus_1' })
    expect(await shop.row("select customer_id from carts where id = 'x'")).toEqual({ customer_id: 'cus_1' })
    expect(await shop.row("select customer_id from carts where id = 'neighbour'")).toEqual({ customer_id: null })
  })

  test("a customer's own cart", async () => {
    await shop.write("update carts set customer_id = 'cus_1' where id = 'x'")
    expect(await pickedUp({ customerId: 'cus_1' })).toMatchObject({ replayed: false })
    expect(await order()).toMatchObject({ customer_id: 'cus_1' })
  })

  test('keeps the key, whose it is and what it was used for', async () => {
    await pickedUp()
    expect(await the('idempotency_keys')).toMatchObject([{ scope: 'guest', key: 'key-x', fingerprint: 'body' }])
  })

  test("redeems the coupon for the guest's e-mail address in lower case", async () => {
    await pickedUp(withCoupon)
    expect(await order()).toMatchObject({ coupon_id: 'x', coupon_code: 'X', coupon_discount: 70 })
    expect(await the('coupon_redemptions')).toMatchObject([
      { coupon_id: 'x', customer: 'shopper@example.com', discount: 70 },
    ])
  })

  test('redeems the coupon for the customer', async () => {
    await pickedUp({ ...withCoupon, customerId: 'cus_1' })
    expect(await the('coupon_redemptions')).toMatchObject([{ customer: 'cus_1' }])
  })

  test('books the slot until it must be paid, and keeps its times and the address with the order', async () => {
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

  test('with nothing to pay it is paid at once', async () => {
    expect(await pickedUp(free)).toMatchObject({
      placed: { history: [{ status: 'pending_payment' }, { status: 'paid' }] },
    })
    expect(await stockOf(shop, 'X-A')).toEqual({ on_hand: 97, held: 0 })
    expect(await the('order_history')).toHaveLength(2)
  })

  test('a single cent is to be paid', async () => {
    const lines = free.lines.map((paid, index) => (index > 0 ? paid : { ...paid, promotionDiscount: 1_499, total: 1 }))
    expect(await pickedUp({ lines, discount: 1_999, total: 1 })).toMatchObject({
      placed: { history: [{ status: 'pending_payment' }] },
    })
    expect(await order()).toMatchObject({ status: 'pending_payment', total: 1 })
  })
})
