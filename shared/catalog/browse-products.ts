import { and, asc, between, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../platform/db/database.ts'
import { productSearch } from '../search/tables.ts'
import { availability, selectProducts } from './product-columns.ts'
import type { ProductPosition, ProductSort } from './product-cursor.ts'
import { type ListProductsQuery, availabilityFilter } from './product-query.ts'
import { products } from './tables.ts'

/** Up to `limit` products of a list without words, in one round trip, each with its place. */
export function browseProducts(database: Database, query: ListProductsQuery, sort: ProductSort, limit: number) {
  const key = sortKey(sort)
  const order = isFalling(sort) ? desc(key) : asc(key)
  const wanted = availabilityFilter(query)
  return selectProducts(database, 'browse_products', { key, q: sql<string>`''` })
    .where(
      and(
        products.active,
        query.category === undefined ? undefined : inCategory(query.category),
        query.brand === undefined ? undefined : ofBrand(query.brand),
        between(products.price, query.minPrice, query.maxPrice),
        wanted === null ? undefined : inArray(availability, wanted),
        query.cursor === undefined ? undefined : after(query.cursor, key),
      ),
    )
    .orderBy(order, asc(products.sku))
    .limit(limit)
}

const isFalling = (sort: ProductSort) => sort === '-price' || sort === 'newest'

function inCategory(slug: string): SQL {
  return sql`${products.categoryId} = any (category_descendants(${slug}))`
}

function ofBrand(brand: string): SQL {
  return sql`${products.sku} in (select ${productSearch.sku} from ${productSearch} where ${productSearch.brand} = fold_text(${brand}))`
}

/** What the list is ordered by, before the SKU. Nothing is more relevant than another without words. */
function sortKey(sort: ProductSort): SQL<number | string> {
  if (sort === 'newest') return sql`(extract(epoch from ${products.createdAt}) * 1000000)::bigint`
  return sort === 'relevance' ? sql`0::integer` : sql`${products.price}`
}

function after({ sort, key: value, sku }: ProductPosition, key: SQL): SQL {
  const beyond = isFalling(sort) ? sql`${key} < ${value}` : sql`${key} > ${value}`
  return sql`(${beyond} or (${eq(key, value)} and ${gt(products.sku, sku)}))`
}
