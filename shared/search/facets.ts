import * as z from 'zod'
import { type ListProductsQuery, availabilityFilter } from '../catalog/product-query.ts'
import { StoredText } from '../localized-text.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { batchCalls } from '../platform/db/batch-calls.ts'
import { Money } from '../values.ts'

const Count = z.int().min(0)

/** How all that a list has, on all its pages, is spread. */
export const Facets = z
  .object({
    categories: z
      .array(z.object({ slug: z.string(), name: StoredText, count: Count }))
      .meta({ description: 'The categories that the products are in, most first, at most 20.' }),
    brands: z
      .array(z.object({ value: z.string(), name: StoredText, count: Count }))
      .meta({ description: 'Most first, at most 20; `value` is for the filter `brand`.' }),
    prices: z
      .array(z.object({ from: Money, to: Money.nullable(), count: Count }))
      .meta({ description: 'Bands of prices that have products: from `from` to below `to`.' }),
    availability: z.object({ in_stock: Count, low_stock: Count, sold_out: Count }),
  })
  .meta({ id: 'ProductFacets' })

/** One round trip. */
export function countFacets(database: Database, query: ListProductsQuery): Promise<z.output<typeof Facets>> {
  return countInTurn(database, searchFilters(query))
}

/** As with searches: more at once would only be later, and in the way of orders. */
const countInTurn = batchCalls({
  requestsPerCall: 1,
  concurrentCalls: 2,
  async send(database, requests: readonly ReturnType<typeof searchFilters>[]) {
    return await Promise.all(requests.map((request) => callRoutine(database, 'search_facets', request, Facets)))
  },
})

/** What `search_products` and `search_facets` have in common of their requests. */
export function searchFilters(query: ListProductsQuery) {
  return {
    q: query.cursor?.q ?? query.q ?? '',
    category: query.category ?? null,
    brand: query.brand ?? null,
    price: [query.minPrice, query.maxPrice],
    availability: availabilityFilter(query),
  }
}
