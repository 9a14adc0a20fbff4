import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { countFacets, Facets } from '../search/facets.ts'
import { searchProducts } from '../search/search-products.ts'
import { browseProducts } from './browse-products.ts'
import { Product } from './product.ts'
import { type Presentation, presentProduct } from './product-columns.ts'
import { encodeProductCursor } from './product-cursor.ts'
import type { ListProductsQuery } from './product-query.ts'

export const ProductPage = z
  .object({ items: z.array(Product), nextCursor: z.string().nullable(), facets: Facets.optional() })
  .meta({ id: 'ProductPage' })

/** A page of active products, in one round trip. Facets take one more, at the same time. */
export async function listProducts(
  database: Database,
  presentation: Presentation,
  query: ListProductsQuery,
): Promise<Success<z.output<typeof ProductPage>>> {
  const sort = query.cursor?.sort ?? query.sort ?? 'relevance'
  const words = query.cursor?.q ?? query.q ?? ''
  const find = words === '' ? browseProducts : searchProducts
  const [rows, facets] = await Promise.all([
    find(database, query, sort, query.limit + 1),
    query.facets ? countFacets(database, query) : undefined,
  ])

  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return success({
    items: page.map((row) => presentProduct(row, presentation)),
    nextCursor:
      last === undefined ? null : encodeProductCursor({ sort, key: Number(last.key), sku: last.sku, q: last.q }),
    ...(facets === undefined ? {} : { facets }),
  })
}
