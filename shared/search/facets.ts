import * as z from 'zod'
import { availabilityFilter, type ListProductsQuery } from '../catalog/product-query.ts'
import { StoredText } from '../localized-text.ts'
import { batchCalls } from '../platform/db/batch-calls.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { Money } from '../values.ts'

const Count = z.int().min(0)

/** Counts of all products of a list, on all its pages. */
export const Facets = z
  .object({
    categories: z
      .array(z.object({ slug: z.string(), name: StoredText, count: Count }))
      .meta({ description: 'Categories of the products by descending count, at most 20.' }),
    brands: z
      .array(z.object({ value: z.string(), name: StoredText, count: Count }))
      .meta({ description: 'By descending count, at most 20. `value` is for the filter `brand`.' }),
    prices: z
      .array(z.object({ from: Money, to: Money.nullable(), count: Count }))
      .meta({ description: 'Price bands with products: at least `from` and less than `to`.' }),
    availability: z.object({ in_stock: Count, low_stock: Count, sold_out: Count }),
  })
  .meta({ id: 'ProductFacets' })

/** One round trip. */
export function countFacets(database: Database, query: ListProductsQuery): Promise<z.output<typeof Facets>> {
  return countLimited(database, searchFilters(query))
}

/** Limited for the same reason as searches: see `search-products.ts`. */
const countLimited = batchCalls({
  requestsPerCall: 1,
  concurrentCalls: 2,
  async send(database, requests: readonly ReturnType<typeof searchFilters>[]) {
    return await Promise.all(requests.map((request) => callRoutine(database, 'search_facets', request, Facets)))
  },
})

/** The part of a request that `search_products` and `search_facets` share. */
export function searchFilters(query: ListProductsQuery) {
  return {
    q: query.cursor?.q ?? query.q ?? '',
    category: query.category ?? null,
    brand: query.brand ?? null,
    price: [query.minPrice, query.maxPrice],
    availability: availabilityFilter(query),
  }
}
