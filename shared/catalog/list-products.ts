import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Database } from '../db/database.ts'
import { products } from '../db/schema.ts'
import { type Success, success } from '../outcome.ts'
import { Product } from './product.ts'
import { available, presentProduct, selectProducts } from './product-columns.ts'
import { encodePlace, ProductCursor, type ProductPlace, ProductSort } from './product-cursor.ts'
import { normalizeForSearch } from './search-text.ts'

export const ListProductsQuery = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Words in Chinese or English, a brand, a barcode or a SKU.' }),
  category: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Slug: products of it and of all categories below it.' }),
  sort: ProductSort.optional(),
  inStock: z.stringbool().optional().meta({ type: 'boolean' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: ProductCursor.optional(),
})
type ListProductsQuery = z.output<typeof ListProductsQuery>

export const ProductPage = z
  .object({ items: z.array(Product), nextCursor: z.string().nullable() })
  .meta({ id: 'ProductPage' })

/** Words of one search; more say nothing more. */
const WORD_LIMIT = 10

/** A page of the products that are sold, one round trip. */
export async function listProducts(
  database: Database,
  currency: string,
  query: ListProductsQuery,
): Promise<Success<z.output<typeof ProductPage>>> {
  const search = normalizeForSearch(query.q ?? '')
  const sort = query.cursor?.sort ?? query.sort ?? 'relevance'
  const key = sortKey(sort, search)
  const order = sort === '-price' || sort === 'newest' ? desc(key) : asc(key)
  const rows = await selectProducts(database, 'list_products', { key })
    .where(
      and(
        products.active,
        query.category === undefined ? undefined : inCategory(query.category),
        query.inStock ? gt(available, 0) : undefined,
        ...words(search).map((word) => sql`strpos(${products.searchText}, ${word}) > 0`),
        query.cursor === undefined ? undefined : after(query.cursor, key),
      ),
    )
    .orderBy(order, asc(products.sku))
    .limit(query.limit + 1)

  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return success({
    items: page.map((row) => presentProduct(row, currency)),
    nextCursor: last === undefined ? null : encodePlace({ sort, key: Number(last.key), sku: last.sku }),
  })
}

const words = (search: string) => search.split(/\s+/).filter(Boolean).slice(0, WORD_LIMIT)

function inCategory(slug: string): SQL {
  return inArray(
    products.categoryId,
    sql`(with recursive below as (
      select id from categories where slug = ${slug}
      union select c.id from categories c join below on c.parent_id = below.id
    ) select id from below)`,
  )
}

/** What the list is ordered by, before the SKU; the smaller the rank, the better the hit. */
function sortKey(sort: ProductSort, search: string): SQL<number | string> {
  if (sort === 'newest') return sql`(extract(epoch from ${products.createdAt}) * 1000000)::bigint`
  if (sort !== 'relevance') return sql`${products.price}`
  if (search === '') return sql`0::integer`
  const names = sql`lower(coalesce(${products.name} ->> 'en', '') || ' / ' || coalesce(${products.name} ->> 'zh-Hant', ''))`
  return sql`case
    when ${products.barcode} = ${search} or lower(${products.sku}) = ${search} then 0
    when strpos(${names}, ${search}) = 1 or strpos(${names}, ${`/ ${search}`}) > 0 then 1
    when strpos(${names}, ${search}) > 0 then 2
    else 3 end`
}

function after({ sort, key: value, sku }: ProductPlace, key: SQL): SQL {
  const beyond = sort === '-price' || sort === 'newest' ? sql`${key} < ${value}` : sql`${key} > ${value}`
  return sql`(${beyond} or (${eq(key, value)} and ${gt(products.sku, sku)}))`
}
