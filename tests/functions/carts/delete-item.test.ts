import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'
import { addProduct } from '../catalog/test-records.ts'

const shop = await testShop()

test('200: the cart without the line, also when repeated', async () => {
  const [remaining, removed] = [await addProduct(shop), await addProduct(shop)]
  const cart = await shop.cart({ lines: { [removed]: 1, [remaining]: 1 } })
  for (const _time of [1, 2]) {
    const { status, body } = await shop.call('DELETE', `/carts/${cart.id}/items/${removed}`)
    expect([status, body]).toEqual([200, expect.objectContaining({ total: 1000 })])
    expect(body).toMatchObject({ lines: [{ sku: remaining }] })
  }
})

test('200 for an inactive product, which must be removable', async () => {
  const sku = await addProduct(shop)
  const cart = await shop.cart({ lines: { [sku]: 1 } })
  await shop.rows('update products set active = false where sku = $1', [sku])
  const { body } = await shop.call('DELETE', `/carts/${cart.id}/items/${sku}`)
  expect(body).toMatchObject({ lines: [], warnings: [], total: 0 })
})

test('404 cart_not_found', async () => {
  const { status, body } = await shop.call('DELETE', '/carts/crt_none/items/MILK-0001')
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'cart_not_found' })])
})

test('422 for an invalid SKU', async () => {
  const { id } = await shop.cart()
  expect((await shop.call('DELETE', `/carts/${id}/items/a%20b`)).status).toBe(422)
})
