import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { ProductPage } from '../../../shared/catalog/list-products.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from './test-records.ts'

const shop = await testShop()

async function page(query: Record<string, string>) {
  const { body } = await shop.call('GET', `/products?${new URLSearchParams(query)}`)
  return ProductPage.parse(body)
}

/** All SKUs of a list, page by page. */
async function allPages(query: Record<string, string>): Promise<string[]> {
  const skus: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor }: z.output<typeof ProductPage> = await page(cursor === '' ? query : { ...query, cursor })
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThanOrEqual(Number(query.limit))
    skus.push(...items.map(({ sku }) => sku))
    expect(skus.length, 'the pages never end').toBeLessThan(1_000)
    cursor = nextCursor
  }
  return skus
}

async function skusBy(order: string, condition = 'true'): Promise<unknown[]> {
  const rows = await shop.rows(`select sku from products where active and ${condition} order by ${order}`)
  return rows.map(({ sku }) => sku)
}

// Equal prices, and creation times that differ by a microsecond.
for (let same = 0; same < 9; same++) await addProduct(shop, { price: 990 })
await shop.rows(`update products set created_at = timestamptz '2026-11-01T00:00:00Z' - ascii(right(sku, 1)) * interval '1 microsecond'
  where sku like 'VEGE-%' or sku like 'OWN-%'`)

describe('the pages contain the whole list, without gaps or duplicates', () => {
  test.each([
    ['price', 'price, sku'],
    ['-price', 'price desc, sku'],
    ['newest', 'created_at desc, sku'],
    ['relevance', 'sku'],
  ])('by %s', async (sort, order) => {
    const expected = await skusBy(order)
    expect(expected.length).toBeGreaterThan(200)
    for (const limit of ['7', '100']) expect(await allPages({ sort, limit })).toEqual(expected)
  })

  test('one by one among equal prices', async () => {
    const found = await allPages({ sort: 'price', limit: '1', q: 'own-' })
    expect(found).toEqual(await skusBy('sku', "sku like 'OWN-%'"))
    expect(found).toHaveLength(9)
  })

  test('of a search by relevance', async () => {
    const skus = await allPages({ q: 'milk', limit: '3' })
    expect(new Set(skus).size).toBe(skus.length)
    expect([...skus].sort()).toEqual(
      await skusBy('sku', "sku in (select sku from product_search where terms @@ (search_queries('milk')).matching)"),
    )
  })

  test('a product that is added between pages removes no other from the list', async () => {
    const first = await page({ sort: 'price', limit: '50' })
    const cheap = await addProduct(shop, { price: 1 })
    const second = await page({ sort: 'price', limit: '50', cursor: first.nextCursor ?? '' })
    const both = [...first.items, ...second.items].map(({ sku }) => sku)
    expect(both).toEqual(await skusBy('price, sku', `sku <> '${cheap}'`).then((skus) => skus.slice(0, 100)))
  })

  test('the last page has no cursor, even when it is full', async () => {
    const { items, nextCursor } = await page({ q: 'own-', sort: 'price', limit: '10' })
    expect([items.length, nextCursor]).toEqual([10, null])
  })
})

describe('what is listed', () => {
  test('20 products by default, and at most 100', async () => {
    expect((await page({})).items).toHaveLength(20)
    expect((await page({ limit: '1' })).items).toHaveLength(1)
    expect((await page({ limit: '100' })).items).toHaveLength(100)
  })

  test('products of a category and its descendants', async () => {
    const below =
      "category_id in (select id from categories where slug = 'fresh-produce' or parent_id = 'cat-fresh-produce')"
    expect(await allPages({ category: 'fresh-produce', limit: '100' })).toEqual(await skusBy('sku', below))
    expect(await allPages({ category: 'fruit', limit: '100' })).toEqual(
      await skusBy('sku', "category_id = 'cat-fruit'"),
    )
    expect(await page({ category: 'no-such' })).toEqual({ items: [], nextCursor: null })
  })

  test('inStock excludes products without available stock', async () => {
    const sku = await addProduct(shop, { onHand: 2 })
    const order = await shop.order({ lines: { [sku]: 2 } })
    const all = await allPages({ category: 'fruit', limit: '100' })
    const inStock = await allPages({ category: 'fruit', limit: '100', inStock: 'true' })
    expect(all.filter((one) => !inStock.includes(one)).sort()).toEqual(['FRUT-0016', sku])
    expect(await allPages({ category: 'fruit', limit: '100', inStock: 'false' })).toEqual(all)
    await shop.cancel(order)
    expect(await allPages({ category: 'fruit', limit: '100', inStock: 'true' })).toContain(sku)
  })

  test('no inactive products', async () => {
    const sku = await addProduct(shop)
    await shop.rows('update products set active = false where sku = $1', [sku])
    expect((await page({ q: sku })).items).toEqual([])
  })
})

describe('422 invalid_request', () => {
  test.each([
    ['limit=0', 'query.limit'],
    ['limit=101', 'query.limit'],
    ['limit=1.5', 'query.limit'],
    ['limit=ten', 'query.limit'],
    ['limit=', 'query.limit'],
    ['sort=cheapest', 'query.sort'],
    ['sort=', 'query.sort'],
    ['inStock=maybe', 'query.inStock'],
    ['availability=maybe', 'query.availability'],
    ['minPrice=-1', 'query.minPrice'],
    ['minPrice=1.5', 'query.minPrice'],
    ['maxPrice=100000001', 'query.maxPrice'],
    ['minPrice=200&maxPrice=199', 'query.maxPrice'],
    ['facets=maybe', 'query.facets'],
    [`q=${'x'.repeat(201)}`, 'query.q'],
    ['q=%00', 'query.q'],
    [`category=${'x'.repeat(201)}`, 'query.category'],
  ])('%s', async (query, path) => {
    const { status, body } = await shop.call('GET', `/products?${query}`)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid_request', errors: [expect.objectContaining({ path })] })
  })

  test('all at once', async () => {
    const { body } = await shop.call('GET', '/products?limit=0&sort=x&inStock=x&cursor=x')
    expect(body).toMatchObject({ errors: { length: 4 } })
  })
})
