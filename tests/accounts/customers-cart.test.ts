import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { sell } from '../functions/catalog/goods.ts'
import { shopOn, testShop } from '../support/shop.ts'
import { signUp } from './people.ts'

const shop = await testShop()
const sku = await sell(shop, { onHand: 1_000 })

/** A new customer, and the shop as they see it. */
async function customer() {
  const person = await signUp(shop)
  return { ...person, shop: shopOn(shop.database, shop.env, person.headers) }
}
const notFound = { status: 404, body: { code: 'cart_not_found' } }

describe('POST /carts, signed in', () => {
  test('201 with the open cart, the same again and with what is in it', async () => {
    const ann = await customer()
    const made = await ann.shop.cart({ lines: { [sku]: 2 } })
    const again = await ann.shop.call('POST', '/carts')
    expect(again).toMatchObject({ status: 201, body: { id: made.id, lines: [{ sku, quantity: 2 }] } })
    expect(again.headers.get('location')).toBe(`/carts/${made.id}`)
  })

  test('many at once get one cart', async () => {
    const ann = await customer()
    const answers = await Promise.all(Array.from({ length: 12 }, () => ann.shop.cart()))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  test('a new one after the last was ordered; every customer has their own', async () => {
    const [ann, bea] = [await customer(), await customer()]
    const first = await ann.shop.cart({ lines: { [sku]: 1 } })
    expect((await ann.shop.place(first)).status).toBe(201)
    const second = await ann.shop.cart()
    expect(second).toMatchObject({ lines: [] })
    expect(new Set([first.id, second.id, (await bea.shop.cart()).id]).size).toBe(3)
  })

  test('404 account_not_found: an account that is gone, with a token that is still good', async () => {
    const ann = await customer()
    await shop.rows('delete from customers where id = $1', [ann.account.id])
    expect(await ann.shop.call('POST', '/carts')).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
  })
})

describe("a customer's cart", () => {
  test('is theirs to read and to change', async () => {
    const ann = await customer()
    const { id } = await ann.shop.cart({ lines: { [sku]: 2 } })
    expect(await ann.shop.call('DELETE', `/carts/${id}/items/${sku}`)).toMatchObject({
      status: 200,
      body: { lines: [] },
    })
    expect(Cart.parse((await ann.shop.call('GET', `/carts/${id}`)).body)).toMatchObject({ id, lines: [] })
  })

  test('does not exist for a guest, nor for another customer: not even to be ordered', async () => {
    const [ann, bea] = [await customer(), await customer()]
    const cart = await ann.shop.cart({ lines: { [sku]: 2 } })
    for (const other of [shop, bea.shop]) {
      expect(await other.call('GET', `/carts/${cart.id}`)).toMatchObject(notFound)
      expect(await other.place(cart)).toMatchObject(notFound)
    }
  })
})

test("a guest's cart is whose who knows its id, signed in or not; the order is theirs who places it", async () => {
  const ann = await customer()
  const cart = await shop.cart({ lines: { [sku]: 1 } })
  expect((await ann.shop.call('GET', `/carts/${cart.id}`)).status).toBe(200)
  expect(await ann.shop.place(cart)).toMatchObject({ status: 201 })
  expect(await ann.shop.call('GET', '/orders')).toMatchObject({ body: { items: [{ total: cart.total }] } })
  expect(await shop.call('GET', `/carts/${cart.id}`)).toMatchObject(notFound)
})

test('401, so that the client refreshes: a cart is not taken for a guest’s because its token has lapsed', async () => {
  const { id } = await shop.cart()
  for (const authorization of ['Bearer lapsed', 'Basic YTpi', '']) {
    const answer = await shop.call('GET', `/carts/${id}`, { headers: { authorization } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  }
})
