import { expect, test } from 'vitest'
import { Order } from '../../../shared/orders/views/order.ts'
import { address, testShop } from '../../support/shop.ts'
import { addCoupon, addProduct, addSlot } from '../catalog/test-records.ts'

const shop = await testShop()
const sku = await addProduct(shop)
const [slotId, code] = [await addSlot(shop), await addCoupon(shop)]
const cart = await shop.cart({ lines: { [sku]: 1 } })
const order = Order.parse((await shop.place(cart)).body)

test.each([
  ['PUT', `items/${sku}`, { quantity: 2 }],
  ['PUT', `items/${sku}`, { quantity: 0 }],
  ['DELETE', `items/${sku}`, undefined],
  ['PUT', 'coupon', { code }],
  ['DELETE', 'coupon', undefined],
  ['PUT', 'delivery', { slotId, address }],
  ['PUT', 'delivery', { pickup: true }],
])('409 cart_already_ordered with the order’s id: %s %s %j', async (method, part, body) => {
  const before = await shop.call('GET', `/carts/${cart.id}`)
  const answer = await shop.call(method, `/carts/${cart.id}/${part}`, body === undefined ? {} : { body })
  expect(answer.status).toBe(409)
  expect(answer.body).toMatchObject({ code: 'cart_already_ordered', orderId: order.id })
  expect((await shop.call('GET', `/carts/${cart.id}`)).body).toEqual(before.body)
})

test('a cart stays ordered when its order is cancelled', async () => {
  await shop.cancel(order)
  const { body } = await shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body: { quantity: 2 } })
  expect(body).toMatchObject({ code: 'cart_already_ordered', orderId: order.id })
})
