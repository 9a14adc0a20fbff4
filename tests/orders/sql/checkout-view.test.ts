import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { cartOf, couponOf, orderOf, redemptionOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
beforeEach(async () => {
  await cartOf(shop, 'cart')
  await orderOf(shop, 'order')
  await shop.insert('idempotency_keys', { scope: 'guest', key: 'k', fingerprint: 'f', order_id: 'order' })
})
const view = (request: Record<string, unknown>) =>
  shop.call('checkout_view', { scope: 'guest', key: 'k', cartId: 'cart', customer: 'me', ...request })

describe('checkout_view', () => {
  test('the order that this key has made already', async () => {
    expect(await view({})).toEqual({
      cart: null,
      claim: { fingerprint: 'f', order: await shop.call('order_view', { orderId: 'order' }) },
    })
  })

  test.for([{ scope: 'somebody-else' }, { key: 'another' }])('a key that was not used %s: the cart', async (fresh) => {
    expect(await view(fresh)).toEqual({ claim: null, cart: await shop.call('cart_view', { cartId: 'cart' }) })
  })

  test("the cart's own coupon, as this customer may use it", async () => {
    await couponOf(shop, 'c')
    await redemptionOf(shop, 'order', 'c', { customer: 'me' })
    await shop.write("update carts set coupon_code = 'C' where id = 'cart'")
    const seen = await view({ key: 'another', couponCode: 'OTHER' })
    expect(seen).toMatchObject({ cart: { coupon: { id: 'c' }, usedByCustomer: 1 } })
  })

  test('neither claim nor cart', async () => {
    expect(await view({ key: 'another', cartId: 'nobody-knows' })).toEqual({ claim: null, cart: null })
  })
})
