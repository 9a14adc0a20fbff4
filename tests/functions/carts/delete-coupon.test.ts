import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'
import { addCoupon, addProduct } from '../catalog/test-records.ts'

const shop = await testShop()

test('200: the cart without a coupon, also when repeated', async () => {
  const cart = await shop.cart({
    lines: { [await addProduct(shop)]: 1 },
    coupon: await addCoupon(shop, { value: 250 }),
  })
  expect(cart.total).toBe(750)
  for (const _time of [1, 2]) {
    const { status, body } = await shop.call('DELETE', `/carts/${cart.id}/coupon`)
    expect([status, body]).toEqual([200, expect.objectContaining({ coupon: null, total: 1000, discount: 0 })])
  }
})

test('404 cart_not_found', async () => {
  const { status, body } = await shop.call('DELETE', '/carts/crt_none/coupon')
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'cart_not_found' })])
})
