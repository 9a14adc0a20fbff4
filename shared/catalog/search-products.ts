import { asc, sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { products } from '../db/schema.ts'
import { filtersOf } from './facets.ts'
import { selectProducts } from './product-columns.ts'
import type { ProductSort } from './product-cursor.ts'
import type { ListProductsQuery } from './product-query.ts'

/** Up to `limit` products that the words find, in one round trip, each with its place and the words as understood. */
export function searchProducts(database: Database, query: ListProductsQuery, sort: ProductSort, limit: number) {
  const request = { ...filtersOf(query), sort, limit, after: query.cursor ?? null }
  return searchOf(database).execute({ request: JSON.stringify(request) })
}

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
