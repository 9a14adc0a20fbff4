import { describe, expect, test } from 'vitest'
import type { Cart } from '../../shared/carts/cart.ts'
import type { Order } from '../../shared/orders/order.ts'
import { signUp } from '../accounts/people.ts'
import { sell } from '../functions/catalog/goods.ts'
import { testShop } from '../support/shop.ts'
import { shopWith } from './between.ts'

const shop = await testShop()

async function liquor(): Promise<string> {
  const sku = await sell(shop)
  await shop.rows('update products set age_restricted = true where sku = $1', [sku])
  return sku
}

const place = (cart: Cart, more: object = {}, headers: Record<string, string> = {}) =>
  shop.call('POST', '/orders', {
    headers: { 'idempotency-key': crypto.randomUUID(), ...headers },
    body: { cartId: cart.id, expectedTotal: cart.total, email: 'shopper@example.com', ...more },
  })

/** A birthday that is so many years, and days, before today in Hong Kong. */
function born(years: number, days = 0): string {
  const day = new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000)
  return `${day.getUTCFullYear() - years}-${day.toISOString().slice(5, 10)}`
}

describe('age-restricted goods', () => {
  test('201 for who is 18 today; the order is marked', async () => {
    const cart = await shop.cart({ lines: { [await liquor()]: 1 } })
    expect(cart.lines).toMatchObject([{ ageRestricted: true }])
    expect(await place(cart, { birthDate: born(18) })).toMatchObject({ status: 201, body: { ageRestricted: true } })
  })

  test('409 under_age for who is 18 tomorrow', async () => {
    const sku = await liquor()
    const answer = await place(await shop.cart({ lines: { [sku]: 1 } }), { birthDate: born(18, -1) })
    expect(answer).toMatchObject({ status: 409, body: { code: 'under_age', skus: [sku], leastAge: 18 } })
  })

  test('422 birth_date_required without one, and names the goods', async () => {
    const sku = await liquor()
    const answer = await place(await shop.cart({ lines: { [sku]: 1, [await sell(shop)]: 1 } }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'birth_date_required', skus: [sku] } })
  })

  test('nobody is asked for what is not restricted', async () => {
    const answer = await place(await shop.cart({ lines: { [await sell(shop)]: 1 } }), { birthDate: born(3) })
    expect(answer).toMatchObject({ status: 201, body: { ageRestricted: false } })
  })

  test("the account's birth date counts where none is declared", async () => {
    const { headers } = await signUp(shop)
    const cart = await shop.cart({ lines: { [await liquor()]: 1 } })
    expect(await place(cart, {}, headers)).toMatchObject({ status: 422 })
    await shop.call('PATCH', '/me', { headers, body: { birthDate: born(17) } })
    expect(await place(cart, {}, headers)).toMatchObject({ status: 409, body: { code: 'under_age' } })
    await shop.call('PATCH', '/me', { headers, body: { birthDate: born(30) } })
    expect(await place(cart, {}, headers)).toMatchObject({ status: 201, body: { ageRestricted: true } })
  })

  test('what became restricted between look and order is not sold unasked', async () => {
    const sku = await sell(shop)
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    const busy = shopWith(shop, 'checkout_views', () =>
      shop.rows('update products set age_restricted = true, version = version + 1 where sku = $1', [sku]),
    )
    expect(await busy.place(cart)).toMatchObject({ status: 422, body: { code: 'birth_date_required' } })
  })

  test.each(['1999-02-30', '2999-01-01', '1899-12-31'])('422 for a birth date of %s', async (birthDate) => {
    const answer = await place(await shop.cart({ lines: { [await liquor()]: 1 } }), { birthDate })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request', errors: [{ path: 'birthDate' }] } })
  })

  test('another birth date is another body', async () => {
    const cart = await shop.cart({ lines: { [await liquor()]: 1 } })
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await place(cart, { birthDate: born(40) }, headers)
    expect(await place(cart, { birthDate: born(40) }, headers)).toMatchObject({ status: 201, text: first.text })
    expect(await place(cart, { birthDate: born(41) }, headers)).toMatchObject({ status: 422 })
  })
})

describe('a limit per order', () => {
  async function scarce(): Promise<string> {
    const sku = await sell(shop)
    await shop.rows('update products set order_limit = 2 where sku = $1', [sku])
    return sku
  }
  const put = ({ id }: Cart, sku: string, quantity: number) =>
    shop.call('PUT', `/carts/${id}/items/${sku}`, { body: { quantity } })

  test('409 order_limit_exceeded in the cart, from one more than the limit', async () => {
    const [cart, sku] = [await shop.cart(), await scarce()]
    expect((await put(cart, sku, 2)).body).toMatchObject({ lines: [{ orderLimit: 2, quantity: 2 }], warnings: [] })
    const answer = await put(cart, sku, 3)
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: 'order_limit_exceeded' })])
    expect(answer.body).toMatchObject({ errors: [{ path: `lines.${sku}`, sku, requested: 3, orderLimit: 2 }] })
  })

  test('a limit that came later: the cart warns, and is not ordered', async () => {
    const sku = await sell(shop)
    const cart = await shop.cart({ lines: { [sku]: 3 } })
    await shop.rows('update products set order_limit = 2 where sku = $1', [sku])
    const { body } = await shop.call('GET', `/carts/${cart.id}`)
    expect(body).toMatchObject({ warnings: [{ code: 'order_limit_exceeded', sku, orderLimit: 2 }] })
    expect(await place(cart)).toMatchObject({
      ...{ status: 409, body: { code: 'order_limit_exceeded', errors: [{ sku, requested: 3, orderLimit: 2 }] } },
    })
  })

  test('a limit that comes between look and order holds as well', async () => {
    const sku = await sell(shop)
    const cart = await shop.cart({ lines: { [sku]: 3 } })
    const busy = shopWith(shop, 'checkout_views', () =>
      shop.rows('update products set order_limit = 2 where sku = $1', [sku]),
    )
    const body = { code: 'order_limit_exceeded', errors: [{ sku, requested: 3, orderLimit: 2 }] }
    expect(await busy.place(cart)).toMatchObject({ status: 409, body })
  })
})

test('low stock is told once, by the order that brings a product down to its threshold', async () => {
  const sku = await sell(shop, { onHand: 12 })
  const told = () => shop.rows("select payload from outbox where topic = 'low_stock' and payload ->> 'sku' = $1", [sku])
  await shop.order({ lines: { [sku]: 1 } })
  expect(await told()).toEqual([])
  const order: Order = await shop.order({ lines: { [sku]: 2 } })
  await shop.order({ lines: { [sku]: 3 } })
  expect(await told()).toEqual([{ payload: { sku, available: 9, threshold: 10 } }])
  await shop.conclude(order)
  expect(await told()).toHaveLength(1)
  await shop.job('deliver-outbox')
})
