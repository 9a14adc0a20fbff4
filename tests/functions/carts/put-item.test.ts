import { describe, expect, test } from 'vitest'
import { Cart } from '../../../shared/carts/cart.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from '../catalog/test-records.ts'

const shop = await testShop()
const put = (cart: Pick<Cart, 'id'>, sku: string, body: unknown) =>
  shop.call('PUT', `/carts/${cart.id}/items/${sku}`, { body })
const set = async (cart: Pick<Cart, 'id'>, sku: string, body: object) => {
  const answer = await put(cart, sku, body)
  expect(answer.status, answer.text).toBe(200)
  return Cart.parse(answer.body)
}
const [apple, bread, cheese] = [await addProduct(shop), await addProduct(shop), await addProduct(shop)]
const skusOf = ({ lines }: Cart) => lines.map(({ sku, quantity }) => `${quantity} ${sku}`)

describe('200', () => {
  test('sets the quantity instead of adding, and the line keeps its position', async () => {
    const cart = await shop.cart({ lines: { [cheese]: 1, [apple]: 2, [bread]: 3 } })
    const again = await set(cart, cheese, { quantity: 5 })
    expect(skusOf(again)).toEqual([`5 ${cheese}`, `2 ${apple}`, `3 ${bread}`])
    expect(again.version).toBe(cart.version + 1)
  })

  test('0 removes the line, and a new line comes last', async () => {
    const cart = await shop.cart({ lines: { [apple]: 1, [bread]: 1 } })
    expect(skusOf(await set(cart, apple, { quantity: 0 }))).toEqual([`1 ${bread}`])
    expect(skusOf(await set(cart, apple, { quantity: 2 }))).toEqual([`1 ${bread}`, `2 ${apple}`])
  })

  test('0 of a product that is not in the cart changes nothing', async () => {
    const cart = await shop.cart({ lines: { [apple]: 1 } })
    for (const sku of [bread, 'NONE-0001'])
      expect(skusOf(await set(cart, sku, { quantity: 0 }))).toEqual([`1 ${apple}`])
  })

  test('a repeated request has no further effect', async () => {
    const cart = await shop.cart()
    const [once, twice] = [await set(cart, apple, { quantity: 2 }), await set(cart, apple, { quantity: 2 })]
    expect({ ...twice, version: once.version }).toEqual(once)
  })

  test('by weight: grams, rounded once for the line, half up', async () => {
    const sku = await addProduct(shop, { unit: 'g', price: 2990, onHand: 10_000 })
    const cart = await shop.cart()
    for (const [grams, amount] of [
      [1, 3],
      [150, 449],
      [500, 1495],
      [10_000, 29_900],
    ]) {
      expect(await set(cart, sku, { quantity: grams })).toMatchObject({ total: amount, lines: [{ unit: 'g' }] })
    }
  })

  test('more than the stock is accepted with a warning', async () => {
    const { warnings } = await set(await shop.cart(), apple, { quantity: 100_000 })
    expect(warnings).toMatchObject([{ code: 'insufficient_stock', sku: apple, available: 10 }])
  })

  test('sums are exact at the maximum quantity and price', async () => {
    const sku = await addProduct(shop, { price: 100_000_000 })
    expect(await set(await shop.cart(), sku, { quantity: 100_000 })).toMatchObject({ total: 10_000_000_000_000 })
  })

  test.each([
    ['none', { type: 'none' }],
    ['similar', { type: 'similar' }],
    [
      { type: 'similar', maximumPrice: 1500 },
      { type: 'similar', maximumPrice: 1500 },
    ],
    [
      { type: 'sku', sku: 'MILK-0003' },
      { type: 'sku', sku: 'MILK-0003' },
    ],
  ])('the substitution preference %j is stored until it is replaced', async (substitution, stored) => {
    const cart = await shop.cart()
    const updated = await set(cart, apple, { quantity: 1, substitution })
    expect(updated.lines[0]?.substitution).toEqual(stored)
    expect((await set(cart, apple, { quantity: 2 })).lines[0]?.substitution).toEqual(stored)
  })
})

describe('refused', () => {
  test('404 product_not_found for unknown and inactive products', async () => {
    const cart = await shop.cart()
    const gone = await addProduct(shop)
    await shop.rows('update products set active = false where sku = $1', [gone])
    for (const sku of ['NONE-0001', gone, `${apple}-2`]) {
      const { status, body } = await put(cart, sku, { quantity: 1 })
      expect([status, body]).toEqual([404, expect.objectContaining({ code: 'product_not_found', sku })])
    }
  })

  test('404 cart_not_found', async () => {
    expect((await put({ id: 'crt_none' }, apple, { quantity: 1 })).body).toMatchObject({ code: 'cart_not_found' })
  })

  test('409 cart_too_large for the 201st product, and the cart does not change', async () => {
    const cart = await shop.cart()
    await shop.rows(
      `insert into cart_lines (cart_id, sku, quantity)
       select $1, sku, 1 from products where sku not like 'OWN-%' order by sku limit 200`,
      [cart.id],
    )
    const { status, body } = await put(cart, apple, { quantity: 1 })
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'cart_too_large', lineLimit: 200 })])
    const unchanged = Cart.parse((await shop.call('GET', `/carts/${cart.id}`)).body)
    expect([unchanged.lines.length, unchanged.version]).toEqual([200, cart.version])
    const { sku } = unchanged.lines[0] ?? { sku: '' }
    expect((await put(cart, sku, { quantity: 2 })).status).toBe(200)
  })

  test.each([
    [{}, 'quantity'],
    [{ quantity: -1 }, 'quantity'],
    [{ quantity: 1.5 }, 'quantity'],
    [{ quantity: '2' }, 'quantity'],
    [{ quantity: null }, 'quantity'],
    [{ quantity: true }, 'quantity'],
    [{ quantity: 100_001 }, 'quantity'],
    [{ quantity: 1e308 }, 'quantity'],
    [{ quantity: 1, price: 1 }, ''],
  ])('422 for %j', async (body, path) => {
    const answer = await put(await shop.cart(), apple, body)
    expect(answer.status).toBe(422)
    const fault = expect.objectContaining({ path: expect.stringContaining(path) })
    expect(answer.body).toMatchObject({ code: 'invalid_request', errors: expect.arrayContaining([fault]) })
  })

  test.each([
    ['any', 'substitution.type', "is 'none', 'similar' or 'sku'"],
    [{ maximumPrice: 1 }, 'substitution.type', "is 'none', 'similar' or 'sku'"],
    [['none'], 'substitution', "is an object whose type is 'none', 'similar' or 'sku', or a plain 'none' or 'similar'"],
    ['sku', 'substitution.sku', expect.any(String)],
    [{ type: 'sku', sku: 'a b' }, 'substitution.sku', 'is not a SKU'],
    [{ type: 'similar', maximumPrice: -1 }, 'substitution.maximumPrice', expect.any(String)],
    [{ type: 'similar', maxPrice: 1500 }, 'substitution', 'has no field "maxPrice"'],
    [{ type: 'none', maximumPrice: 1500 }, 'substitution', 'has no field "maximumPrice"'],
  ])('422 for the substitution preference %j: the error is at %s', async (substitution, path, message) => {
    const { status, body } = await put(await shop.cart(), apple, { quantity: 1, substitution })
    expect([status, body]).toEqual([
      422,
      expect.objectContaining({ code: 'invalid_request', errors: [{ path, message }] }),
    ])
  })

  test('422 unknown_products for an unknown or inactive substitute, and the line does not change', async () => {
    const cart = await shop.cart({ lines: { [apple]: 1 } })
    const gone = await addProduct(shop)
    await shop.rows('update products set active = false where sku = $1', [gone])
    for (const sku of ['NONE-0001', gone]) {
      const { status, body } = await put(cart, apple, { quantity: 2, substitution: { type: 'sku', sku } })
      expect([status, body]).toEqual([422, expect.objectContaining({ code: 'unknown_products', skus: [sku] })])
    }
    const unchanged = Cart.parse((await shop.call('GET', `/carts/${cart.id}`)).body)
    expect(unchanged.lines).toMatchObject([{ quantity: 1, substitution: { type: 'none' } }])
  })

  test('422 invalid_substitution for the product itself as substitute; an existing line with it stays readable', async () => {
    const cart = await shop.cart({ lines: { [apple]: 1 } })
    const itself = { type: 'sku', sku: apple }
    const { status, body } = await put(cart, apple, { quantity: 2, substitution: itself })
    const errors = [{ path: 'substitution.sku', message: 'is the product itself', sku: apple }]
    expect([status, body]).toEqual([422, expect.objectContaining({ code: 'invalid_substitution', errors })])
    const before = 'update cart_lines set substitution = $2, quantity = 3 where cart_id = $1'
    await shop.rows(before, [cart.id, JSON.stringify(itself)])
    const unchanged = Cart.parse((await shop.call('GET', `/carts/${cart.id}`)).body)
    expect(unchanged.lines).toMatchObject([{ quantity: 3, substitution: itself }])
    expect(await set(cart, apple, { quantity: 4 })).toMatchObject({ lines: [{ quantity: 4, substitution: itself }] })
  })

  test.each(['a b', '-x', '%E5%A5%B6', 'x'.repeat(65), 'a%2Fb', 'a%00'])('422 for the SKU %s', async (sku) => {
    const { status, body } = await put(await shop.cart(), sku, { quantity: 1 })
    expect([status, body]).toEqual([422, expect.objectContaining({ code: 'invalid_request' })])
  })

  test('422 and no 5xx for deeply nested brackets', async () => {
    const { status } = await put(await shop.cart(), apple, '['.repeat(32_000) + ']'.repeat(32_000))
    expect(status).toBe(422)
  })
})

test('concurrent additions are all in the cart', async () => {
  const cart = await shop.cart()
  await Promise.all([apple, bread, cheese].map((sku) => set(cart, sku, { quantity: 2 })))
  const now = Cart.parse((await shop.call('GET', `/carts/${cart.id}`)).body)
  expect(skusOf(now).sort()).toEqual([`2 ${apple}`, `2 ${bread}`, `2 ${cheese}`].sort())
  expect(now.version).toBe(cart.version + 3)
})
