import { beforeEach, describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import {
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
  withCoupon,
  withSlot,
} from '../../support/sql/placement.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertPlacementProducts(shop)
  await insertPlacementCart(shop, 'x')
})

const place = (changes: object = {}) => shop.call('place_order', { ...requestFor('x'), ...changes })

describe('place_new_orders refuses and changes nothing', () => {
  test('cart_not_found', async () => {
    expect(await place({ cartId: 'unknown' })).toEqual({ refused: 'cart_not_found', facts: {} })
    expect(await shop.rows("select from idempotency_keys where key = 'key-x'")).toEqual([])
  })

  test.for([
    ["another customer's cart", 'bea'],
    ["a customer's cart, ordered by a guest", null],
  ] as const)('cart_not_found: %s', async ([, customerId]) => {
    for (const id of ['ann', 'bea']) await insertCustomer(shop, id)
    await shop.write("update carts set customer_id = 'ann' where id = 'x'")
    expect(await place({ customerId })).toEqual({ refused: 'cart_not_found', facts: {} })
    expect(await shop.rows("select from orders where id = 'x'")).toEqual([])
  })

  test("account_not_found: a guest's cart, ordered for an unknown account", async () => {
    expect(await place({ customerId: 'unknown' })).toEqual({ refused: 'account_not_found', facts: {} })
    expect(await shop.rows("select from idempotency_keys where key = 'key-x'")).toEqual([])
  })

  test('cart_already_ordered', async () => {
    await removeDelivery(shop, 'x')
    await place()
    expect(await place({ key: 'another' })).toEqual({ refused: 'cart_already_ordered', facts: { orderId: 'x' } })
  })

  test('delivery_required: the cart has neither a slot nor pick-up', async () => {
    await removeDelivery(shop, 'x')
    await shop.write("update carts set pickup = false where id = 'x'")
    expect(await place()).toEqual({ refused: 'delivery_required', facts: {} })
    expect(await shop.rows("select from orders where id = 'x'")).toEqual([])
  })

  test('cart_changed: another version was priced', async () => {
    expect(await place({ cartVersion: 3 })).toEqual({ refused: 'cart_changed', facts: {} })
  })

  test('price_changed', async () => {
    await shop.write("update products set price = 501 where sku = 'X-A'")
    expect(await place()).toEqual({ refused: 'price_changed', facts: {} })
  })

  test('insufficient_stock', async () => {
    await removeDelivery(shop, 'x')
    await shop.write("update inventory set on_hand = 2 where sku = 'X-A'")
    expect(await place()).toEqual({
      refused: 'insufficient_stock',
      facts: { shortages: [{ sku: 'X-A', requested: 3, available: 2 }] },
    })
  })

  test('coupon_used_up, and the stock is not held', async () => {
    await removeDelivery(shop, 'x')
    await shop.write("update coupons set redeemed = 2 where id = 'x'")
    expect(await place(withCoupon)).toEqual({ refused: 'coupon_used_up', facts: {} })
    expect(await shop.rows("select sku from inventory where sku like 'X%' and held > 0")).toEqual([])
  })

  test('price_changed: another version of the coupon', async () => {
    await removeDelivery(shop, 'x')
    await shop.write("update coupons set version = 2 where id = 'x'")
    expect(await place(withCoupon)).toEqual({ refused: 'price_changed', facts: {} })
  })

  test('slot_full, and the coupon is not redeemed', async () => {
    await shop.write("update delivery_slots set booked = 2 where id = 'x'")
    expect(await place({ ...withSlot, ...withCoupon })).toEqual({ refused: 'slot_full', facts: { slotId: 'x' } })
    expect(await shop.row("select redeemed from coupons where id = 'x'")).toEqual({ redeemed: 0 })
  })

  test('price_changed: another zone or another version of the zone', async () => {
    await insertZone(shop, 'z', { fallback: true, version: 2 })
    expect(await place(withSlot)).toEqual({ refused: 'price_changed', facts: {} })
    expect(await place({ ...withSlot, zone: { id: 'z', version: 2 } })).toMatchObject({ replayed: false })
  })

  test('price_changed: the slot does not serve the zone; an order for pick-up has none', async () => {
    await insertZone(shop, 'z', { fallback: true })
    await shop.write("update delivery_slots set zone_ids = '{elsewhere}' where id = 'x'")
    expect(await place({ ...withSlot, zone: { id: 'z', version: 1 } })).toEqual({ refused: 'price_changed', facts: {} })
    await shop.write("update delivery_zones set fallback = false where id = 'z'")
    await removeDelivery(shop, 'x')
    expect(await place()).toMatchObject({ replayed: false })
  })

  test('price_changed: another delivery fee', async () => {
    expect(await place({ ...withSlot, slotFee: 299 })).toEqual({ refused: 'price_changed', facts: {} })
  })
})
