import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertCart(shop, 'cart', { bags: 1, bag_fee: 50, tip: 9 }))

const set = (extras: object, cartId = 'cart', customerId: string | null = null) =>
  shop.call('set_cart_extras', { cartId, customerId, bags: null, tip: null, bagFee: 100, ...extras })
const cart = () => shop.row("select bags, bag_fee, tip, version from carts where id = 'cart'")

describe('set_cart_extras', () => {
  test('sets what is given; new bags have the price of now', async () => {
    const view = await set({ tip: 20 })
    expect(await cart()).toEqual({ bags: 1, bag_fee: 50, tip: 20, version: 2 })
    expect(view).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
    expect(await set({ bags: 3 })).toMatchObject({
      cart: {
        fees: [
          { code: 'bags', amount: 300 },
          { code: 'tip', amount: 20 },
        ],
      },
    })
    expect(await cart()).toEqual({ bags: 3, bag_fee: 100, tip: 20, version: 3 })
    await set({ bags: 0, tip: 0 })
    expect(await cart()).toMatchObject({ bags: 0, tip: 0 })
  })

  test("cart_not_found: another customer's cart", async () => {
    await insertCart(shop, 'anns', { customer_id: 'ann' })
    expect(await set({ tip: 1 }, 'anns', 'bea')).toEqual({ refused: 'cart_not_found', facts: {} })
    expect(await set({ tip: 1 }, 'anns', 'ann')).toMatchObject({ cart: { version: 2 } })
  })
})
