import { describe, expect, test } from 'vitest'
import type { Cart } from '../../shared/carts/cart.ts'
import type { Order } from '../../shared/orders/views/order.ts'
import { signUp } from '../accounts/sign-up.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { shopWithConcurrentChange } from './concurrent-change.ts'

const shop = await testShop()

async function liquor(): Promise<string> {
  const sku = await addProduct(shop)
  await shop.rows('update products set age_restricted = true where sku = $1', [sku])
  return sku
}

const place = (cart: Cart, more: object = {}, headers: Record<string, string> = {}) =>
  shop.call('POST', '/orders', {
    headers: { 'idempotency-key': crypto.randomUUID(), ...headers },
    body: { cartId: cart.id, expectedTotal: cart.total, email: 'shopper@example.com', ...more },
  })

/** The birth date of a person who turned `years` years old `days` days ago in Hong Kong. */
function born(years: number, days = 0): string {
  const day = new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000)
  return `${day.getUTCFullYear() - years}-${day.toISOString().slice(5, 10)}`
}

describe('age-restricted products', () => {
  test('201 for a buyer who turns 18 today; the order is age-restricted', async () => {
    const cart = await shop.cart({ lines: { [await liquor()]: 1 } })
    expect(cart.lines).toMatchObject([{ ageRestricted: true }])
    expect(await place(cart, { birthDate: born(18) })).toMatchObject({ status: 201, body: { ageRestricted: true } })
  })

  test('409 under_age for a buyer who turns 18 tomorrow', async () => {
    const sku = await liquor()
    const answer = await place(await shop.cart({ lines: { [sku]: 1 } }), { birthDate: born(18, -1) })
    expect(answer).toMatchObject({ status: 409, body: { code: 'under_age', skus: [sku], leastAge: 18 } })
  })

  test('422 birth_date_required without a birth date, with the age-restricted SKUs', async () => {
    const sku = await liquor()
    const answer = await place(await shop.cart({ lines: { [sku]: 1, [await addProduct(shop)]: 1 } }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'birth_date_required', skus: [sku] } })
  })

  test('201 for a child when no product is age-restricted', async () => {
    const answer = await place(await shop.cart({ lines: { [await addProduct(shop)]: 1 } }), { birthDate: born(3) })
    expect(answer).toMatchObject({ status: 201, body: { ageRestricted: false } })
  })

  test("the account's birth date counts when none is declared", async () => {
    const { headers } = await signUp(shop)
    const cart = await shop.cart({ lines: { [await liquor()]: 1 } })
    expect(await place(cart, {}, headers)).toMatchObject({ status: 422 })
    await shop.call('PATCH', '/me', { headers, body: { birthDate: born(17) } })
    expect(await place(cart, {}, headers)).toMatchObject({ status: 409, body: { code: 'under_age' } })
    await shop.call('PATCH', '/me', { headers, body: { birthDate: born(30) } })
    expect(await place(cart, {}, headers)).toMatchObject({ status: 201, body: { ageRestricted: true } })
  })

  test('422 birth_date_required when a product becomes age-restricted concurrently', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    const busy = shopWithConcurrentChange(shop, 'checkout_views', () =>
      shop.rows('update products set age_restricted = true, version = version + 1 where sku = $1', [sku]),
    )
    expect(await busy.place(cart)).toMatchObject({ status: 422, body: { code: 'birth_date_required' } })
  })

  test.each(['1999-02-30', '2999-01-01', '1899-12-31'])('422 for a birth date of %s', async (birthDate) => {
    const answer = await place(await shop.cart({ lines: { [await liquor()]: 1 } }), { birthDate })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request', errors: [{ path: 'birthDate' }] } })
  })

  test('another birth date makes a different request for the same key', async () => {
    const cart = await shop.cart({ lines: { [await liquor()]: 1 } })
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await place(cart, { birthDate: born(40) }, headers)
    expect(await place(cart, { birthDate: born(40) }, headers)).toMatchObject({ status: 201, text: first.text })
    expect(await place(cart, { birthDate: born(41) }, headers)).toMatchObject({ status: 422 })
  })
})

describe('an order limit', () => {
  async function scarce(): Promise<string> {
    const sku = await addProduct(shop)
    await shop.rows('update products set order_limit = 2 where sku = $1', [sku])
    return sku
  }
  const put = ({ id }: Cart, sku: string, quantity: number) =>
    shop.call('PUT', `/carts/${id}/items/${sku}`, { body: { quantity } })

  test('409 order_limit_exceeded in the cart, above the limit', async () => {
    const [cart, sku] = [await shop.cart(), await scarce()]
    expect((await put(cart, sku, 2)).body).toMatchObject({ lines: [{ orderLimit: 2, quantity: 2 }], warnings: [] })
    const answer = await put(cart, sku, 3)
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: 'order_limit_exceeded' })])
    expect(answer.body).toMatchObject({ errors: [{ path: `lines.${sku}`, sku, requested: 3, orderLimit: 2 }] })
  })

  test('that is set later: the cart has a warning, and the order is refused', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 3 } })
    await shop.rows('update products set order_limit = 2 where sku = $1', [sku])
    const { body } = await shop.call('GET', `/carts/${cart.id}`)
    expect(body).toMatchObject({ warnings: [{ code: 'order_limit_exceeded', sku, orderLimit: 2 }] })
    expect(await place(cart)).toMatchObject({
      ...{ status: 409, body: { code: 'order_limit_exceeded', errors: [{ sku, requested: 3, orderLimit: 2 }] } },
    })
  })

  test('409 order_limit_exceeded when the limit is set concurrently', async () => {
    const sku = await addProduct(shop)
    const cart = await shop.cart({ lines: { [sku]: 3 } })
    const busy = shopWithConcurrentChange(shop, 'checkout_views', () =>
      shop.rows('update products set order_limit = 2 where sku = $1', [sku]),
    )
    const body = { code: 'order_limit_exceeded', errors: [{ sku, requested: 3, orderLimit: 2 }] }
    expect(await busy.place(cart)).toMatchObject({ status: 409, body })
  })
})

test('the order that reaches the low-stock threshold writes one low_stock event', async () => {
  const sku = await addProduct(shop, { onHand: 12 })
  const events = () =>
    shop.rows("select payload from outbox where topic = 'low_stock' and payload ->> 'sku' = $1", [sku])
  await shop.order({ lines: { [sku]: 1 } })
  expect(await events()).toEqual([])
  const order: Order = await shop.order({ lines: { [sku]: 2 } })
  await shop.order({ lines: { [sku]: 3 } })
  expect(await events()).toEqual([{ payload: { sku, available: 9, threshold: 10 } }])
  await shop.conclude(order)
  expect(await events()).toHaveLength(1)
  await shop.job('deliver-outbox')
})
