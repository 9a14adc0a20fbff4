import { describe, expect, test } from 'vitest'
import { OrderPage } from '../../shared/orders/views/list-orders.ts'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { orderToken } from '../../shared/platform/auth/order-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { bearer, signUp } from '../accounts/sign-up.ts'
import { addCoupon, addProduct } from '../functions/catalog/test-records.ts'
import { shopOn, testShop } from '../support/shop.ts'

const shop = await testShop()
const configuration = getConfiguration(shop.env)
const sku = await addProduct(shop, { onHand: 1_000 })
const [ann, bea] = [await signUp(shop), await signUp(shop)]
const [anns, beas] = [ann, bea].map(({ headers }) => shopOn(shop.database, shop.env, headers))
const basket = { lines: { [sku]: 1 } }
if (anns === undefined || beas === undefined) throw new Error('sign-up failed')

const notFound = { status: 404, body: { code: 'order_not_found' } }
const page = async (query = '') => OrderPage.parse((await anns.call('GET', `/orders${query}`)).body)

describe('an order of a customer', () => {
  test('is read and cancelled by the customer, without an order token', async () => {
    const order = await anns.order(basket)
    expect(order.accessToken).toBeUndefined()
    expect(await anns.call('GET', `/orders/${order.id}`)).toMatchObject({ status: 200, body: order })
    const cancelled = { status: 200, body: { status: 'cancelled' } }
    expect(await anns.call('POST', `/orders/${order.id}/cancel`)).toMatchObject(cancelled)
    expect((await anns.call('POST', `/orders/${order.id}/cancel`)).status).toBe(200)
  })

  test('is not found by another customer or by a guest', async () => {
    const order = await anns.order(basket)
    const headers = { 'x-order-token': await orderToken(configuration, 'another order') }
    for (const answer of [
      await beas.call('GET', `/orders/${order.id}`),
      await beas.call('POST', `/orders/${order.id}/cancel`),
      await shop.call('GET', `/orders/${order.id}`, { headers }),
      await shop.call('POST', `/orders/${order.id}/cancel`, { headers }),
      await beas.call('GET', `/orders/${order.id}`, { headers }),
    ]) {
      expect(answer).toMatchObject(notFound)
    }
    expect(await anns.read(order)).toMatchObject({ status: 'pending_payment' })
  })

  test.each(['staff', 'admin'] as const)('is read by %s, who can cancel it only in the back office', async (role) => {
    const [customers, guests] = [await anns.order(basket), await shop.order(basket)]
    const headers = bearer(await signAccessToken(configuration, { customerId: 'cus_sam', role }))
    for (const { id } of [customers, guests]) {
      expect(await shop.call('GET', `/orders/${id}`, { headers })).toMatchObject({ status: 200, body: { id } })
      expect(await shop.call('POST', `/orders/${id}/cancel`, { headers })).toMatchObject(notFound)
    }
  })

  test('is returned again for the same key, and the key is in the scope of the customer', async () => {
    const cart = await anns.cart(basket)
    const key = crypto.randomUUID()
    const first = await anns.place(cart, { key })
    const again = await anns.place(cart, { key })
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true'])
    for (const other of [beas, shop])
      expect(await other.place(cart, { key })).toMatchObject({ body: { code: 'cart_not_found' } })
    expect((await shop.place(await shop.cart(basket), { key })).status).toBe(201)
  })

  test('404 account_not_found: a deleted account, and nothing is held', async () => {
    const deleted = await signUp(shop)
    const cart = await shop.cart(basket)
    await shop.rows('delete from customers where id = $1', [deleted.account.id])
    const answer = await shopOn(shop.database, shop.env, deleted.headers).place(cart)
    expect(answer).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
    expect((await shop.place(cart)).status).toBe(201)
  })
})

test('a signed-in customer can read and cancel a guest’s order with its token', async () => {
  const order = await shop.order(basket)
  const headers = { 'x-order-token': order.accessToken ?? '' }
  expect(await anns.call('GET', `/orders/${order.id}`, { headers })).toMatchObject({ status: 200 })
  expect(await anns.call('GET', `/orders/${order.id}`)).toMatchObject(notFound)
  expect(await anns.call('POST', `/orders/${order.id}/cancel`, { headers })).toMatchObject({ status: 200 })
})

test('409 cart_merged has the id of the account’s cart', async () => {
  const { headers } = await signUp(shop)
  const own = shopOn(shop.database, shop.env, headers)
  const guests = await shop.cart(basket)
  const merged = await own.call('POST', `/carts/${guests.id}/merge`)
  const cartId = Object(merged.body).id
  expect(await own.place(guests)).toMatchObject({ status: 409, body: { code: 'cart_merged', cartId } })
})

test('coupon uses are counted per customer, not per e-mail address', async () => {
  const code = await addCoupon(shop, { perCustomerLimit: 1 })
  const order = await anns.order({ ...basket, coupon: code }, { email: 'one@example.com' })
  const cart = await anns.cart(basket)
  const refused = { status: 409, body: { code: 'coupon_customer_limit' } }
  expect(await anns.call('PUT', `/carts/${cart.id}/coupon`, { body: { code } })).toMatchObject(refused)
  const guests = await shop.cart({ ...basket, coupon: code })
  expect(await anns.place(guests, { email: 'another@example.com' })).toMatchObject(refused)
  expect((await beas.place(guests, { email: 'one@example.com' })).status).toBe(201)
  await anns.cancel(order)
  expect((await anns.call('PUT', `/carts/${cart.id}/coupon`, { body: { code } })).status).toBe(200)
})

describe('GET /orders', () => {
  test('returns the customer’s orders, newest first, in pages', async () => {
    const person = await signUp(shop)
    const own = shopOn(shop.database, shop.env, person.headers)
    const placed = []
    for (let count = 0; count < 3; count++) placed.unshift(await own.order(basket))
    await shop.order(basket)
    const list = async (query: string) => OrderPage.parse((await own.call('GET', `/orders${query}`)).body)
    const all = await list('')
    expect(all).toEqual({ items: placed, nextCursor: null })
    const first = await list('?limit=2')
    expect(first.items).toEqual(placed.slice(0, 2))
    expect(await list(`?limit=2&cursor=${first.nextCursor}`)).toEqual({ items: placed.slice(2), nextCursor: null })
    expect((await list('?limit=3')).nextCursor).toBeNull()
  })

  test('returns an empty page without orders', async () => {
    const { headers } = await signUp(shop)
    expect(await shop.call('GET', '/orders', { headers })).toMatchObject({ body: { items: [], nextCursor: null } })
  })

  test('404 account_not_found: a deleted account', async () => {
    const { account, headers } = await signUp(shop)
    await shop.rows('delete from customers where id = $1', [account.id])
    expect(await shop.call('GET', '/orders', { headers })).toMatchObject({ body: { code: 'account_not_found' } })
  })

  test.each(['x', '-1', '1.5', '9'.repeat(16), '9'.repeat(17)])('422 for the cursor %s', async (cursor) => {
    expect((await anns.call('GET', `/orders?cursor=${cursor}`)).status).toBe(422)
  })

  test('another customer’s cursor does not show their orders', async () => {
    const [newest] = (await page('?limit=1')).items
    const cursor = Number(newest?.number.slice(2)) + 1
    const orders = OrderPage.parse((await beas.call('GET', `/orders?cursor=${cursor}`)).body)
    expect(orders.items.map(({ id }) => id)).not.toContain(newest?.id)
  })
})
