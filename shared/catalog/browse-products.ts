import { and, asc, between, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../platform/db/database.ts'
import { productSearch } from '../search/tables.ts'
import { availability, selectProducts } from './product-columns.ts'
import type { ProductPosition, ProductSort } from './product-cursor.ts'
import { availabilityFilter, type ListProductsQuery } from './product-query.ts'
import { products } from './tables.ts'

/** Up to `limit` products of a list without search words, in one round trip, each with its sort key. */
export function browseProducts(database: Database, query: ListProductsQuery, sort: ProductSort, limit: number) {
  const key = sortKey(sort)
  const order = isDescending(sort) ? desc(key) : asc(key)
  const states = availabilityFilter(query)
  return selectProducts(database, 'browse_products', { key, q: sql<string>`''` })
    .where(
      and(
        products.active,
        query.category === undefined ? undefined : inCategory(query.category),
        query.brand === undefined ? undefined : hasBrand(query.brand),
        between(products.price, query.minPrice, query.maxPrice),
        states === null ? undefined : inArray(availability, states),
        query.cursor === undefined ? undefined : afterPosition(query.cursor, key),
      ),
    )
    .orderBy(order, asc(products.sku))
    .limit(limit)
}

const isDescending = (sort: ProductSort) => sort === '-price' || sort === 'newest'

function inCategory(slug: string): SQL {
  return sql`${products.categoryId} = any (category_descendants(${slug}))`
}

function hasBrand(brand: string): SQL {
  return sql`${products.sku} in (select ${productSearch.sku} from ${productSearch} where ${productSearch.brand} = fold_text(${brand}))`
}

/** The first sort key; the second is the SKU. Without search words all products are equally relevant. */
function sortKey(sort: ProductSort): SQL<number | string> {
  if (sort === 'newest') return sql`(extract(epoch from ${products.createdAt}) * 1000000)::bigint`
  return sort === 'relevance' ? sql`0::integer` : sql`${products.price}`
}

function afterPosition({ sort, key: value, sku }: ProductPosition, key: SQL): SQL {
  const beyond = isDescending(sort) ? sql`${key} < ${value}` : sql`${key} > ${value}`
  return sql`(${beyond} or (${eq(key, value)} and ${gt(products.sku, sku)}))`
}
