import { beforeAll, describe, expect, test } from 'vitest'
import { Facets } from '../../../shared/search/facets.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

const facets = async (q: string, filters: object = {}) => {
  const request = { q, category: null, brand: null, price: [0, 1_000_000], availability: null, ...filters }
  const [row] = await shop.rows('select search_facets($1) as facets', [JSON.stringify(request)])
  return Facets.parse(row?.facets)
}

beforeAll(async () => {
  for (const [price, onHand] of [
    [500, 10],
    [1500, 10],
    [1500, 0],
    [60_000, 1],
  ] as const) {
    const sku = await addProduct(shop, { price, onHand })
    await shop.rows(
      `update products set name = '{"en": "Quince", "zh-Hant": "榲桲"}', brand = '{"en": "Orchardly"}' where sku = $1`,
      [sku],
    )
    await shop.rows('update inventory set low_stock_threshold = 2 where sku = $1', [sku])
  }
})

const all = {
  categories: [expect.objectContaining({ count: 4 })],
  brands: [{ value: 'orchardly', name: { en: 'Orchardly' }, count: 4 }],
  prices: [
    { from: 0, to: 1000, count: 1 },
    { from: 1000, to: 2000, count: 2 },
    { from: 50_000, to: null, count: 1 },
  ],
  availability: { in_stock: 2, low_stock: 1, sold_out: 1 },
}

describe('search_facets', () => {
  test('count the matches', async () => {
    expect(await facets('quince')).toEqual(all)
  })

  test('count a correction when nothing matches', async () => {
    expect(await facets('qunce')).toEqual(all)
  })

  test('count nothing when the filters exclude all matches, without a correction', async () => {
    const none = { in_stock: 0, low_stock: 0, sold_out: 0 }
    expect(await facets('quince', { price: [900_000, 1_000_000] })).toMatchObject({
      availability: none,
      categories: [],
    })
    expect(await facets('zzzzzz')).toMatchObject({ availability: none, brands: [], prices: [] })
  })

  test('filter by availability; expired holds are available', async () => {
    expect((await facets('quince', { availability: ['sold_out'] })).availability).toEqual({
      in_stock: 0,
      low_stock: 0,
      sold_out: 1,
    })
  })

  test('return the same counts when scarce_stock is large', async () => {
    const availability = ['low_stock', 'sold_out']
    const before = await facets('quince', { availability })
    await shop.rows(
      "insert into scarce_stock (sku) select 'NOWHERE-' || n from generate_series(1, 2000) as n on conflict do nothing",
    )
    await shop.rows('analyze scarce_stock')
    expect(await facets('quince')).toEqual(all)
    expect(await facets('quince', { availability })).toEqual(before)
    expect(before.availability).toEqual({ in_stock: 0, low_stock: 1, sold_out: 1 })
  })
})
