import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from './routine-shop.ts'
import { cartOf, couponOf, orderOf } from './small-shop.ts'

const shop = await routineShop()
beforeEach(() => cartOf(shop, 'cart', { coupon_code: 'BEFORE' }))

const set = (couponCode: string | null, cartId = 'cart') => shop.call('set_cart_coupon', { cartId, couponCode })
const cart = () => shop.row("select coupon_code, version, updated_at = now() as touched from carts where id = 'cart'")

describe('set_cart_coupon', () => {
  test('puts a code on the cart, and answers the cart as cart_view does', async () => {
    await couponOf(shop, 'c')
    const answer = await set('C')
    expect(await cart()).toEqual({ coupon_code: 'C', version: 2, touched: true })
    expect(answer).toMatchObject({ cart: { couponCode: 'C' }, coupon: { id: 'c' } })
    expect(answer).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
  })

  test('takes it off', async () => {
    await set(null)
    expect(await cart()).toEqual({ coupon_code: null, version: 2, touched: true })
  })

  test('cart_not_found', async () => {
    expect(await set('C', 'nobody-knows')).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_already_ordered', async () => {
    await orderOf(shop, 'order')
    expect(await set('C', 'order')).toMatchObject({ refused: 'cart_already_ordered' })
  })
})
