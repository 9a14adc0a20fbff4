import { listProducts } from '../../shared/catalog/list-products.ts'
import { ListProductsQuery } from '../../shared/catalog/product-query.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { stockLargeCatalog } from './large-catalog.ts'
import { type Latency, latency, medianLatency } from './measure.ts'

const CALLERS = 16
const SEARCHES = 2_000
const ROUNDS = 3

/** Typical queries: common and rare words, prefixes, typos, with and without filters. */
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

export interface SearchReport {
  products: number
  figures: (Latency & { what: string })[]
}

type Search = (query: Record<string, string>) => Promise<unknown>

/**
 * Searches in a catalog of 50,000 products with 16 callers, by the domain function and over HTTP. Medians of three rounds.
 * With the catalog cache most searches repeat one of the last seconds.
 */
export async function benchSearch(database: AdministrableDatabase, url: string): Promise<SearchReport> {
  const presentation = { storeCurrency: 'HKD', imageStore: undefined }
  const products = await stockLargeCatalog(database)
  const [plain, caching] = [await serve(url), await serve(url, { USE_CACHE: 'True' })]
  const variants: [what: string, search: Search][] = [
    ['the domain function', (query) => listProducts(database, presentation, ListProductsQuery.parse(query))],
    ['GET /products over HTTP', plain.search],
    ['the same with facets', (query) => plain.search({ ...query, facets: 'true' })],
    ['GET /products over HTTP, USE_CACHE=True', caching.search],
  ]
  try {
    for (const [, search] of variants) await searchFor(search, 200)
    const rounds: Latency[][] = variants.map(() => [])
    for (let turn = 0; turn < ROUNDS; turn++) {
      for (const [index, [, search]] of variants.entries()) rounds[index]?.push(await searchFor(search, SEARCHES))
    }
    return { products, figures: variants.map(([what], index) => ({ what, ...medianLatency(rounds[index] ?? []) })) }
  } finally {
    await plain.end()
    await caching.end()
  }
}

async function serve(url: string, variables?: Record<string, string>) {
  const server = await startChild('functions/_server.ts', url, variables)
  const http = httpClient(server.origin, CALLERS)
  const search: Search = (query) => http.send('GET', `/products?${new URLSearchParams(query)}`, 200)
  async function end(): Promise<void> {
    http.close()
    await server.stop()
  }
  return { search, end }
}

function searchFor(search: Search, count: number): Promise<Latency> {
  const numbers = Array.from({ length: count }, (_, number) => number * 7)
  return latency(numbers, CALLERS, (number) => search(searches[number % searches.length] ?? {}))
}
