import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertCoupon, insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertCart(shop, 'cart', { coupon_code: 'BEFORE' }))

const set = (couponCode: string | null, cartId = 'cart', customerId: string | null = null) =>
  shop.call('set_cart_coupon', { cartId, customerId, couponCode })
const cart = () => shop.row("select coupon_code, version, updated_at = now() as touched from carts where id = 'cart'")

describe('set_cart_coupon', () => {
  test('sets the code and returns the cart_view', async () => {
    await insertCoupon(shop, 'c')
    const view = await set('C')
    expect(await cart()).toEqual({ coupon_code: 'C', version: 2, touched: true })
    expect(view).toMatchObject({ cart: { couponCode: 'C' }, coupon: { id: 'c' } })
    expect(view).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
  })

  test('removes the code', async () => {
    await set(null)
    expect(await cart()).toEqual({ coupon_code: null, version: 2, touched: true })
  })

  test("a customer's cart, only for that customer", async () => {
    await insertCart(shop, 'anns', { customer_id: 'ann' })
    for (const customerId of ['bea', null, '']) {
      expect(await set('C', 'anns', customerId)).toEqual({ refused: 'cart_not_found', facts: {} })
    }
    expect(await shop.row("select version from carts where id = 'anns'")).toEqual({ version: 1 })
    expect(await set('C', 'anns', 'ann')).toMatchObject({ cart: { id: 'anns', version: 2 } })
  })

  test("a guest's cart, for a customer who has its id", async () => {
    expect(await set('C', 'cart', 'ann')).toMatchObject({ cart: { id: 'cart', version: 2 } })
  })

  test('cart_not_found', async () => {
    expect(await set('C', 'unknown')).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_already_ordered', async () => {
    await insertOrder(shop, 'order')
    expect(await set('C', 'order')).toMatchObject({ refused: 'cart_already_ordered' })
  })
})
