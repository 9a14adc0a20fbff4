import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { shopOn, testShop } from '../support/shop.ts'
import { signUp } from './sign-up.ts'

const shop = await testShop()
const sku = await addProduct(shop, { onHand: 1_000 })

/** A new customer, and the shop with their credentials. */
async function customer() {
  const person = await signUp(shop)
  return { ...person, shop: shopOn(shop.database, shop.env, person.headers) }
}
const notFound = { status: 404, body: { code: 'cart_not_found' } }

describe('POST /carts, signed in', () => {
  test('201 with the open cart and its lines', async () => {
    const ann = await customer()
    const created = await ann.shop.cart({ lines: { [sku]: 2 } })
    const again = await ann.shop.call('POST', '/carts')
    expect(again).toMatchObject({ status: 201, body: { id: created.id, lines: [{ sku, quantity: 2 }] } })
    expect(again.headers.get('location')).toBe(`/carts/${created.id}`)
  })

  test('concurrent requests get one cart', async () => {
    const ann = await customer()
    const responses = await Promise.all(Array.from({ length: 12 }, () => ann.shop.cart()))
    expect(new Set(responses.map(({ id }) => id)).size).toBe(1)
  })

  test('a new cart after an order; each customer has a separate cart', async () => {
    const [ann, bea] = [await customer(), await customer()]
    const first = await ann.shop.cart({ lines: { [sku]: 1 } })
    expect((await ann.shop.place(first)).status).toBe(201)
    const second = await ann.shop.cart()
    expect(second).toMatchObject({ lines: [] })
    expect(new Set([first.id, second.id, (await bea.shop.cart()).id]).size).toBe(3)
  })

  test('404 account_not_found: an erased account with a valid token', async () => {
    const ann = await customer()
    await shop.rows('delete from customers where id = $1', [ann.account.id])
    expect(await ann.shop.call('POST', '/carts')).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
  })
})

describe("a customer's cart", () => {
  test('can be read and changed by the customer', async () => {
    const ann = await customer()
    const { id } = await ann.shop.cart({ lines: { [sku]: 2 } })
    expect(await ann.shop.call('DELETE', `/carts/${id}/items/${sku}`)).toMatchObject({
      status: 200,
      body: { lines: [] },
    })
    expect(Cart.parse((await ann.shop.call('GET', `/carts/${id}`)).body)).toMatchObject({ id, lines: [] })
  })

  test('is not found for guests and other customers, also not to order it', async () => {
    const [ann, bea] = [await customer(), await customer()]
    const cart = await ann.shop.cart({ lines: { [sku]: 2 } })
    for (const other of [shop, bea.shop]) {
      expect(await other.call('GET', `/carts/${cart.id}`)).toMatchObject(notFound)
      expect(await other.place(cart)).toMatchObject(notFound)
    }
  })
})

test("anyone who has the id can use a guest's cart; the order belongs to who places it", async () => {
  const ann = await customer()
  const cart = await shop.cart({ lines: { [sku]: 1 } })
  expect((await ann.shop.call('GET', `/carts/${cart.id}`)).status).toBe(200)
  expect(await ann.shop.place(cart)).toMatchObject({ status: 201 })
  expect(await ann.shop.call('GET', '/orders')).toMatchObject({ body: { items: [{ total: cart.total }] } })
  expect(await shop.call('GET', `/carts/${cart.id}`)).toMatchObject(notFound)
})

test('401 for an invalid token: the request is not treated as a guest’s', async () => {
  const { id } = await shop.cart()
  for (const authorization of ['Bearer expired', 'Basic YTpi', '']) {
    const response = await shop.call('GET', `/carts/${id}`, { headers: { authorization } })
    expect(response).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  }
})
