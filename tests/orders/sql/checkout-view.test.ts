import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertCoupon, insertOrder, insertRedemption } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertCart(shop, 'cart')
  await insertOrder(shop, 'order')
  await shop.insert('idempotency_keys', { scope: 'guest', key: 'k', fingerprint: 'f', order_id: 'order' })
})
const view = (request: Record<string, unknown>) =>
  shop.call('checkout_view', { scope: 'guest', key: 'k', cartId: 'cart', customer: 'me', ...request })

describe('checkout_view', () => {
  test('returns the order of a used key', async () => {
    expect(await view({})).toEqual({
      cart: null,
      claim: { fingerprint: 'f', order: await shop.call('order_view', { orderId: 'order' }) },
    })
  })

  test.for([{ scope: 'another-customer' }, { key: 'another' }])('returns the cart for a new key %o', async (fresh) => {
    expect(await view(fresh)).toEqual({ claim: null, cart: await shop.call('cart_view', { cartId: 'cart' }) })
  })

  test("returns the cart's coupon with the uses of this customer", async () => {
    await insertCoupon(shop, 'c')
    await insertRedemption(shop, 'order', 'c', { customer: 'me' })
    await shop.write("update carts set coupon_code = 'C' where id = 'cart'")
    const checkout = await view({ key: 'another', couponCode: 'OTHER' })
    expect(checkout).toMatchObject({ cart: { coupon: { id: 'c' }, usedByCustomer: 1 } })
  })

  test('returns neither for a new key and an unknown cart', async () => {
    expect(await view({ key: 'another', cartId: 'unknown' })).toEqual({ claim: null, cart: null })
  })
})
