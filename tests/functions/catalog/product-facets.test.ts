import { describe, expect, test } from 'vitest'
import { ProductPage } from '../../../shared/catalog/list-products.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from './test-records.ts'

const shop = await testShop()

async function page(query: Record<string, string>) {
  const { body } = await shop.call('GET', `/products?${new URLSearchParams({ limit: '100', ...query })}`)
  return ProductPage.parse(body)
}

const sum = (counts: readonly { count: number }[] = []) => counts.reduce((all, { count }) => all + count, 0)

describe('filters', () => {
  test.each([{}, { q: 'milk' }])('a price range: %j', async (words) => {
    const { items } = await page({ ...words, minPrice: '1500', maxPrice: '3000' })
    const wider = (await page(words)).items.filter(({ price }) => price >= 1500 && price <= 3000)
    expect(items.length).toBeGreaterThan(5)
    expect(items.every(({ price }) => price >= 1500 && price <= 3000)).toBe(true)
    if ('q' in words) expect(items.map(({ sku }) => sku)).toEqual(wider.map(({ sku }) => sku))
  })

  test.each([{}, { q: '奶' }])('a brand by facet value and by name: %j', async (words) => {
    const { items } = await page({ ...words, brand: 'cloudslope dairy' })
    expect(items.length).toBeGreaterThan(3)
    expect(new Set(items.map(({ brand }) => brand?.en))).toEqual(new Set(['Cloudslope Dairy']))
    expect((await page({ ...words, brand: 'Cloudslope Dairy' })).items).toEqual(items)
  })

  test.each([{}, { q: 'product' }])('availability: %j', async (words) => {
    const one = await addProduct(shop, { onHand: 1 })
    const none = await addProduct(shop, { onHand: 0 })
    const skus = async (more: Record<string, string>) =>
      (await page({ ...words, category: 'fruit', ...more })).items.map(({ sku }) => sku)
    expect(await skus({ availability: 'sold_out' })).toContain(none)
    expect(await skus({ availability: 'low_stock' })).toContain(one)
    expect(await skus({ availability: 'in_stock' })).not.toContain(one)
    const inStock = await skus({ inStock: 'true' })
    expect([inStock.includes(one), inStock.includes(none)]).toEqual([true, false])
    expect(await skus({ inStock: 'true', availability: 'sold_out' })).toEqual([])
  })

  test('a category with its descendants', async () => {
    const { items } = await page({ q: 'milk', category: 'dairy-eggs' })
    const slugs = new Set(items.map(({ category }) => category))
    expect(slugs.has('milk')).toBe(true)
    expect(slugs.has('chocolate')).toBe(false)
    expect((await page({ q: 'milk', category: 'no-such' })).items).toEqual([])
  })
})

describe('facets', () => {
  test('only on request', async () => {
    expect(await page({ q: 'milk' })).not.toHaveProperty('facets')
  })

  test('count all matches, not only the page', async () => {
    const { items, nextCursor } = await page({ q: 'milk' })
    expect(nextCursor).toBeNull()
    const { facets } = await page({ q: 'milk', facets: 'true', limit: '2' })
    expect(sum(facets?.prices)).toBe(items.length)
    expect(sum(facets?.categories)).toBe(items.length)
    const { in_stock, low_stock, sold_out } = facets?.availability ?? { in_stock: 0, low_stock: 0, sold_out: 0 }
    expect(in_stock + low_stock + sold_out).toBe(items.length)
    for (const { from, to, count } of facets?.prices ?? []) {
      expect(items.filter(({ price }) => price >= from && (to === null || price < to))).toHaveLength(count)
    }
    for (const { slug, count } of facets?.categories ?? []) {
      expect(items.filter(({ category }) => category === slug)).toHaveLength(count)
    }
    for (const { value, name, count } of facets?.brands ?? []) {
      expect(items.filter(({ brand }) => brand?.en === name.en)).toHaveLength(count)
      expect((await page({ q: 'milk', brand: value })).items).toHaveLength(count)
    }
  })

  test('respect the filters', async () => {
    const { items, facets } = await page({
      q: 'milk',
      facets: 'true',
      category: 'milk',
      maxPrice: '2500',
      inStock: 'true',
    })
    expect(sum(facets?.prices)).toBe(items.length)
    expect(facets?.categories).toEqual([{ slug: 'milk', name: expect.anything(), count: items.length }])
    expect(facets?.availability.sold_out).toBe(0)
  })

  test('of a corrected search are those of the correction', async () => {
    const meant = await page({ q: 'chocolate', facets: 'true' })
    expect((await page({ q: 'choclate', facets: 'true' })).facets).toEqual(meant.facets)
  })

  test('of the whole shop, and of an empty result', async () => {
    const [{ count } = {}] = await shop.rows('select count(*)::integer as count from products where active')
    expect(sum((await page({ facets: 'true', limit: '1' })).facets?.prices)).toBe(count)
    const nothing = { categories: [], brands: [], prices: [], availability: { in_stock: 0, low_stock: 0, sold_out: 0 } }
    expect((await page({ q: 'zzzzzz', facets: 'true' })).facets).toEqual(nothing)
  })
})
