import * as z from 'zod'
import { Availability } from './product.ts'
import { ProductCursor, ProductSort } from './product-cursor.ts'

const LARGEST_PRICE = 100_000_000
const price = () => z.coerce.number().int().min(0).max(LARGEST_PRICE)

export const ListProductsQuery = z
  .object({
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
      .meta({ description: 'Slug. Includes products of all categories below it.' }),
    brand: z.string().max(200).optional().meta({ description: '`value` of a brand facet, or the name of the brand.' }),
    minPrice: price().default(0).meta({ description: 'Minor units. The lowest `price` listed.' }),
    maxPrice: price().default(LARGEST_PRICE).meta({ description: 'Minor units. The highest `price` listed.' }),
    inStock: z
      .stringbool()
      .optional()
      .meta({ type: 'boolean', description: 'Only available products: `in_stock` and `low_stock`.' }),
    availability: Availability.optional(),
    sort: ProductSort.optional(),
    facets: z
      .stringbool()
      .optional()
      .meta({ type: 'boolean', description: 'Include facet counts of all matching products, not only of this page.' }),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: ProductCursor.optional(),
  })
  .refine(({ minPrice, maxPrice }) => minPrice <= maxPrice, { path: ['maxPrice'], message: 'is less than minPrice' })
export type ListProductsQuery = z.output<typeof ListProductsQuery>

/** The requested states; null for any. */
export function availabilityFilter({ availability, inStock }: ListProductsQuery): Availability[] | null {
  const inStockOnly: Availability[] = ['in_stock', 'low_stock']
  if (availability === undefined) return inStock ? inStockOnly : null
  return inStock ? inStockOnly.filter((one) => one === availability) : [availability]
}
