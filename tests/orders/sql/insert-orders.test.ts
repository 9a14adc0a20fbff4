import { beforeEach, describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import {
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
  withClaim,
  withCoupon,
  withSlot,
} from '../../support/sql/placement.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart } from '../../support/sql/shop-rows.ts'

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

describe('insert_orders', () => {
  test('inserts the order with the prices of the request', async () => {
    await placeForPickup({ customerId: 'cus_1' })
    expect(await order()).toMatchObject({
      ...{ id: 'x', cart_id: 'x', customer_id: 'cus_1', email: 'Shopper@Example.com', status: 'pending_payment' },
      ...{ currency: 'HKD', coupon_id: null, coupon_code: null, coupon_discount: 0, slot_id: null, address: null },
      ...{ slot_starts_at: null, slot_ends_at: null, promotions: requestFor('x').promotions },
      ...{ subtotal: 2_000, discount: 200, delivery_fee: 0, total: 1_800, refunded: 0 },
    })
  })

  test('inserts the lines in sequence, with the product data and substitution preferences of the request', async () => {
    await placeForPickup()
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

  test('inserts the payment', async () => {
    await placeForPickup()
    expect(await the('payments')).toMatchObject([
      {
        ...{ id: 'pay-x', provider: 'sandbox', provider_payment_id: 'sandbox-x', order_id: 'x', amount: 1_800 },
        ...{ currency: 'HKD', captured: 0, refunded: 0 },
      },
    ])
  })

  test('marks the cart as ordered and writes history and event', async () => {
    await placeForPickup()
    const ordered = { status: 'ordered', touched: true }
    expect(await shop.row("select status, updated_at = now() as touched from carts where id = 'x'")).toEqual(ordered)
    expect(await the('order_history')).toMatchObject([{ status: 'pending_payment' }])
    expect(await the('outbox')).toMatchObject([{ topic: 'order_pending_payment', payload: { orderId: 'x' } }])
    expect(await shop.row("select status from carts where id = 'neighbour'")).toEqual({ status: 'open' })
  })

  test("assigns a guest's cart to the customer who orders it", async () => {
    await placeForPickup({ customerId: 'cus_1' })
    expect(await shop.row("select customer_id from carts where id = 'x'")).toEqual({ customer_id: 'cus_1' })
    expect(await shop.row("select customer_id from carts where id = 'neighbour'")).toEqual({ customer_id: null })
  })

  test("accepts a customer's own cart", async () => {
    await shop.write("update carts set customer_id = 'cus_1' where id = 'x'")
    expect(await placeForPickup({ customerId: 'cus_1' })).toMatchObject({ replayed: false })
    expect(await order()).toMatchObject({ customer_id: 'cus_1' })
  })

  test('inserts coupon, slot, claim, authorisation and request id', async () => {
    await insertFlashSale(shop, 'sale', 'X-A')
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'x' })
    const fees = [
      { code: 'bags', amount: 200 },
      { code: 'tip', amount: 50 },
    ]
    const more = { deliveryFee: 300, fees, total: 2_650, authorisation: 2_700, requestId: 'req-x' }
    await place({ ...withCoupon, ...withSlot, ...withClaim, ...more })
    const slot = await shop.row("select starts_at, ends_at from delivery_slots where id = 'x'")
    expect(await order()).toMatchObject({
      ...{ coupon_id: 'x', coupon_code: 'X', coupon_discount: 70, slot_id: 'x', address: { line1: 'Here' } },
      ...{ fees, other_fees: 250 },
      ...{ slot_starts_at: slot?.starts_at, slot_ends_at: slot?.ends_at },
    })
    expect(await shop.row("select expires_at > now() as later from orders where id = 'x'")).toEqual({ later: true })
    expect((await the('order_lines')).map(({ claim_id }) => claim_id)).toContain('claim')
    expect(await the('payments')).toMatchObject([{ authorisation: 2_700 }])
    expect(await the('outbox')).toMatchObject([{ lane: 'event', request_id: 'req-x' }])
  })
})
