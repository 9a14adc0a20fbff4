import { listProducts } from '../../shared/catalog/list-products.ts'
import { ListProductsQuery } from '../../shared/catalog/product-query.ts'
import type { AdministrableDatabase } from '../../shared/db/database.ts'
import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { stockLargeCatalog } from './large-catalog.ts'
import { measure, percentile } from './measure.ts'

const CALLERS = 16
const SEARCHES = 2_000

/** What shoppers type: common words and rare ones, whole and half, right and wrong, with and without a filter. */
const searches: Record<string, string>[] = [
  { q: 'milk' },
  { q: '牛奶' },
  { q: '奶' },
  { q: 'fresh milk' },
  { q: 'cho' },
  { q: 'chocolate' },
  { q: 'choclate' },
  { q: '朱古力' },
  { q: '鲜牛奶' },
  { q: 'cloudslope yog' },
  { q: 'r' },
  { q: 'rice 500g' },
  { q: '米 500克' },
  { q: '20031337' },
  { q: 'sparkling water' },
  { q: '啤酒', inStock: 'true' },
  { q: 'tea', sort: 'price' },
  { q: 'noodles', category: 'pantry' },
  { q: 'beef', minPrice: '2000', maxPrice: '9000' },
  { q: 'toilet tissue' },
  { q: 'shampo' },
  { q: '洗头水' },
  { q: 'golden sheaf' },
  { q: 'zzzzzz' },
]

interface SearchFigure {
  what: string
  p50: number
  p95: number
  searchesPerSecond: number
}

export interface SearchReport {
  products: number
  figures: SearchFigure[]
}

/** Searches in a catalog of 50,000 products, by 16 callers: by the domain verb, and over HTTP. */
export async function benchSearch(database: AdministrableDatabase, url: string): Promise<SearchReport> {
  const presentation = { storeCurrency: 'HKD', imageStore: undefined }
  const products = await stockLargeCatalog(database)
  const server = await startChild('functions/_server.ts', url)
  const http = httpClient(server.origin, CALLERS)
  const get = (query: Record<string, string>) => http.send('GET', `/products?${new URLSearchParams(query)}`, 200)
  const variants: [what: string, search: (query: Record<string, string>) => Promise<unknown>][] = [
    ['the domain verb', (query) => listProducts(database, presentation, ListProductsQuery.parse(query))],
    ['GET /products over HTTP', get],
    ['the same with facets', (query) => get({ ...query, facets: 'true' })],
  ]
  const figures: SearchFigure[] = []
  try {
    for (const [what, search] of variants) {
      const work = async (number: number) => void (await search(searches[number % searches.length] ?? {}))
      await measure(
        Array.from({ length: 200 }, (_, number) => number),
        CALLERS,
        work,
      )
      const { perSecond, milliseconds } = await measure(
        Array.from({ length: SEARCHES }, (_, number) => number * 7),
        CALLERS,
        work,
      )
      figures.push({
        what,
        p50: percentile(milliseconds, 0.5),
        p95: percentile(milliseconds, 0.95),
        searchesPerSecond: perSecond,
      })
    }
    return { products, figures }
  } finally {
    http.close()
    await server.stop()
  }
}
