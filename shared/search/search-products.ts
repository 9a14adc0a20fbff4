import { asc, sql } from 'drizzle-orm'
import { selectProducts } from '../catalog/product-columns.ts'
import type { ProductSort } from '../catalog/product-cursor.ts'
import type { ListProductsQuery } from '../catalog/product-query.ts'
import { products } from '../catalog/tables.ts'
import type { Database } from '../platform/db/database.ts'
import { batchCalls } from '../platform/db/batch-calls.ts'
import { searchFilters } from './facets.ts'

/** Up to `limit` products that the words find, in one round trip, each with its place and the words as understood. */
export function searchProducts(database: Database, query: ListProductsQuery, sort: ProductSort, limit: number) {
  const request = { ...searchFilters(query), sort, limit, after: query.cursor ?? null }
  return searchInTurn(database, JSON.stringify(request))
}

/**
 * Postgres works on a search all the time that it takes. More at once than it has processors would take turns there, and
 * each get later what it has sooner behind the others; and orders would find every connection taken.
 */
const searchInTurn = batchCalls({
  requestsPerCall: 1,
  concurrentCalls: 4,
  async send(database, requests: readonly string[]) {
    // Awaited here, so that what fails is logged with where.
    return await Promise.all(requests.map((request) => searchOf(database).execute({ request })))
  },
})

/** Its text is the same for every search, and to write it takes a fifth of a millisecond: once for a database. */
const searches = new WeakMap<Database, ReturnType<typeof writeSearch>>()

function searchOf(database: Database) {
  const search = searches.get(database) ?? writeSearch(database)
  searches.set(database, search)
  return search
}

function writeSearch(database: Database) {
  const hits = sql`search_products(${sql.placeholder('request')}::jsonb) with ordinality as hit (sku, key, q, place)`
  return selectProducts(database, 'search_products', { key: sql<number | string>`hit.key`, q: sql<string>`hit.q` })
    .innerJoin(hits, sql`hit.sku = ${products.sku}`)
    .orderBy(asc(sql`hit.place`))
    .prepare('search_products')
}
