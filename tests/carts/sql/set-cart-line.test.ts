import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const brand = { type: 'brand' }

beforeEach(async () => {
  for (const sku of ['A', 'B', 'C']) await insertProduct(shop, sku)
  await insertCart(shop, 'cart', {}, { A: 1 })
  await insertCart(shop, 'neighbour', {}, { A: 1 })
  await shop.write("update cart_lines set substitution = $1 where cart_id = 'cart'", JSON.stringify(brand))
})

const set = (sku: string, quantity: number, more: Record<string, unknown> = {}) =>
  shop.call('set_cart_line', { cartId: 'cart', sku, quantity, substitution: null, lineLimit: 2, ...more })
const lines = () => shop.rows("select sku, quantity, substitution from cart_lines where cart_id = 'cart' order by sku")
const changed = () => shop.row("select version, updated_at = now() as touched from carts where id = 'cart'")

describe('set_cart_line', () => {
  test('adds a line and returns the cart_view', async () => {
    const view = await set('B', 3)
    expect(await lines()).toEqual([
      { sku: 'A', quantity: 1, substitution: brand },
      { sku: 'B', quantity: 3, substitution: { type: 'none' } },
    ])
    expect(view).toEqual(await shop.call('cart_view', { cartId: 'cart' }))
    expect(view).toMatchObject({ lines: [{ sku: 'A' }, { sku: 'B' }] })
    expect(await changed()).toEqual({ version: 2, touched: true })
  })

  test("a customer's cart, only for that customer", async () => {
    await insertCart(shop, 'anns', { customer_id: 'ann' })
    for (const customerId of ['bea', null, '']) {
      expect(await set('A', 3, { cartId: 'anns', customerId })).toEqual({ refused: 'cart_not_found', facts: {} })
    }
    expect(await shop.row("select version from carts where id = 'anns'")).toEqual({ version: 1 })
    expect(await set('A', 3, { cartId: 'anns', customerId: 'ann' })).toMatchObject({ cart: { id: 'anns', version: 2 } })
  })

  test("a guest's cart, for a customer who has its id", async () => {
    expect(await set('A', 3, { customerId: 'ann' })).toMatchObject({ cart: { id: 'cart', version: 2 } })
  })

  test('adds a line with a substitution', async () => {
    await set('B', 3, { substitution: brand })
    expect(await lines()).toContainEqual({ sku: 'B', quantity: 3, substitution: brand })
  })

  test('changes the quantity and not the substitution', async () => {
    await set('A', 5)
    expect(await lines()).toEqual([{ sku: 'A', quantity: 5, substitution: brand }])
  })

  test('changes quantity and substitution', async () => {
    await set('A', 5, { substitution: { type: 'none' } })
    expect(await lines()).toEqual([{ sku: 'A', quantity: 5, substitution: { type: 'none' } }])
  })

  test('0 removes only that line', async () => {
    await set('B', 1)
    await set('A', 0)
    expect(await lines()).toEqual([{ sku: 'B', quantity: 1, substitution: { type: 'none' } }])
    expect(await changed()).toEqual({ version: 3, touched: true })
  })

  test('0 does not change the same product in another cart', async () => {
    await set('A', 0)
    expect(await shop.rows("select quantity from cart_lines where cart_id = 'neighbour'")).toEqual([{ quantity: 1 }])
  })

  test('0 removes a line whose product is no longer sold', async () => {
    await shop.write("update products set active = false where sku = 'A'")
    await set('A', 0)
    expect(await lines()).toEqual([])
  })

  test('product_not_found: unknown', async () => {
    expect(await set('NOTHING', 1)).toEqual({ refused: 'product_not_found', facts: { sku: 'NOTHING' } })
  })

  test('product_not_found: no longer sold', async () => {
    await shop.write("update products set active = false where sku = 'B'")
    expect(await set('B', 1)).toEqual({ refused: 'product_not_found', facts: { sku: 'B' } })
  })

  test('unknown_products: the substitute is unknown or no longer sold', async () => {
    await shop.write("update products set active = false where sku = 'C'")
    for (const sku of ['NOTHING', 'C'])
      expect(await set('A', 5, { substitution: { type: 'sku', sku } })).toEqual({
        refused: 'unknown_products',
        facts: { skus: [sku] },
      })
    expect(await lines()).toEqual([{ sku: 'A', quantity: 1, substitution: brand }])
    await set('A', 5, { substitution: { type: 'sku', sku: 'B' } })
    expect(await lines()).toEqual([{ sku: 'A', quantity: 5, substitution: { type: 'sku', sku: 'B' } }])
  })

  test('an existing substitution stays when its product is no longer sold', async () => {
    await set('A', 1, { substitution: { type: 'sku', sku: 'B' } })
    await shop.write("update products set active = false where sku = 'B'")
    await set('A', 2)
    expect(await lines()).toEqual([{ sku: 'A', quantity: 2, substitution: { type: 'sku', sku: 'B' } }])
  })

  test('cart_too_large, with the limit', async () => {
    await set('B', 1)
    expect(await set('C', 1)).toEqual({ refused: 'cart_too_large', facts: { lineLimit: 2 } })
    expect(await lines()).toHaveLength(2)
  })

  test('order_limit_exceeded for one unit more than the limit', async () => {
    await shop.write("update products set order_limit = 3 where sku = 'B'")
    expect(await set('B', 3)).toMatchObject({ lines: [{}, { sku: 'B', quantity: 3 }] })
    const facts = { lines: [{ sku: 'B', requested: 4, orderLimit: 3 }] }
    expect(await set('B', 4)).toEqual({ refused: 'order_limit_exceeded', facts })
  })

  test('cart_not_found', async () => {
    expect(await set('A', 1, { cartId: 'unknown' })).toEqual({ refused: 'cart_not_found', facts: {} })
  })

  test('cart_already_ordered', async () => {
    await insertOrder(shop, 'order')
    expect(await set('A', 1, { cartId: 'order' })).toMatchObject({ refused: 'cart_already_ordered' })
  })

  test('cart_merged, with the cart that it was merged into', async () => {
    await insertCart(shop, 'merged', { status: 'merged', merged_into: 'cart' })
    const refused = { refused: 'cart_merged', facts: { cartId: 'cart' } }
    expect(await set('A', 1, { cartId: 'merged' })).toEqual(refused)
  })
})
