import { asc, sql } from 'drizzle-orm'
import { selectProducts } from '../catalog/product-columns.ts'
import type { ProductSort } from '../catalog/product-cursor.ts'
import type { ListProductsQuery } from '../catalog/product-query.ts'
import { products } from '../catalog/tables.ts'
import { batchCalls } from '../platform/db/batch-calls.ts'
import type { Database } from '../platform/db/database.ts'
import { searchFilters } from './facets.ts'

/** Up to `limit` products that match, in one round trip, each with its sort key and the search text after corrections. */
export function searchProducts(database: Database, query: ListProductsQuery, sort: ProductSort, limit: number) {
  const request = { ...searchFilters(query), sort, limit, after: query.cursor ?? null }
  return searchLimited(database, JSON.stringify(request))
}

/**
 * A search is CPU-bound in Postgres. More searches at once than processors would all take longer, and would use the
 * connections that orders need.
 */
const searchLimited = batchCalls({
  requestsPerCall: 1,
  concurrentCalls: 4,
  async send(database, requests: readonly string[]) {
    // Awaited here, so that the stack trace of an error contains this function.
    return await Promise.all(requests.map((request) => preparedSearch(database).execute({ request })))
  },
})

/** The statement is the same for every search, and building it takes 0.2 ms. So it is built once for each database. */
const searches = new WeakMap<Database, ReturnType<typeof prepareSearch>>()

function preparedSearch(database: Database) {
  const search = searches.get(database) ?? prepareSearch(database)
  searches.set(database, search)
  return search
}

function prepareSearch(database: Database) {
  const matches = sql`search_products(${sql.placeholder('request')}::jsonb) with ordinality as match (sku, key, q, place)`
  return selectProducts(database, 'search_products', { key: sql<number | string>`match.key`, q: sql<string>`match.q` })
    .innerJoin(matches, sql`match.sku = ${products.sku}`)
    .orderBy(asc(sql`match.place`))
    .prepare('search_products')
}
