import { describe, expect, test } from 'vitest'
import { caller } from '../../../scripts/simulate/client.ts'
import { readCatalog } from '../../../scripts/simulate/read-catalog.ts'
import { Tally } from '../../../scripts/simulate/tally.ts'

const PAGE = 100

function product(category: string, at: number) {
  return {
    ...{
      sku: `${category}-${at}`,
      barcode: null,
      name: { en: `Good ${at}`, 'zh-Hant': `貨 ${at}` },
      brand: null,
      category,
    },
    ...{ unit: 'each', price: 100, priceQuantity: 1, unitPrice: { amount: 100, per: { quantity: 1, unit: 'each' } } },
    ...{ currency: 'HKD', images: [], promotions: [], available: at % 2, ageRestricted: false, temperature: 'ambient' },
    availability: at % 2 === 0 ? 'sold_out' : 'in_stock',
  }
}

/** A shop of two categories. A product may be missing from its pages. */
function read(counts: Record<string, number>, lost = 0) {
  const requestedPaths: string[] = []
  const fetchFake = async (url: string, init: RequestInit) => {
    const { pathname, searchParams } = new URL(url)
    requestedPaths.push(pathname)
    const slug = searchParams.get('category') ?? ''
    const from = Number(searchParams.get('cursor') ?? 0)
    const count = (counts[slug] ?? 0) - lost
    const items = Array.from({ length: Math.min(PAGE, count - from) }, (_, at) => product(slug, from + at))
    const nextCursor = from + PAGE < count ? String(from + PAGE) : null
    const categories = Object.entries(counts).map(([name, productCount]) => ({ slug: name, productCount }))
    const body = pathname === '/categories' ? { items: categories } : { items, nextCursor }
    const requestId = new Headers(init.headers).get('x-request-id') ?? ''
    return Response.json(body, { headers: { 'x-request-id': requestId } })
  }
  const shop = {
    ...{ origin: 'http://shop.example', run: 'test', tally: new Tally(), stop: new AbortController().signal },
    ...{ injectsFailures: false, attempts: 3 },
  }
  return { requestedPaths, catalog: readCatalog(caller({ ...shop, fetch: fetchFake }, 0)) }
}

describe('the catalog', () => {
  test('is read to the last page of every category', async () => {
    const { requestedPaths, catalog } = read({ milk: 250, rice: 100, nothing: 0 })
    const products = await catalog
    expect(products).toHaveLength(350)
    expect(products.filter(({ inStock }) => inStock)).toHaveLength(175)
    expect(products[0]).toEqual({
      sku: 'milk-0',
      category: 'milk',
      unit: 'each',
      names: 'good 0 / 貨 0',
      inStock: false,
    })
    expect(requestedPaths).toHaveLength(1 + 3 + 1 + 1)
  })

  test('that lacks a product on its pages is a fault', async () => {
    await expect(read({ milk: 250 }, 1).catalog).rejects.toThrow('milk has 250 products, its pages have 249')
  })
})
