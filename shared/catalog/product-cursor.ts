import * as z from 'zod'
import { Sku } from './values.ts'

export const ProductSort = z.enum(['relevance', 'price', '-price', 'newest'])
export type ProductSort = z.output<typeof ProductSort>

/** The last product of a page: its place in the order, and its SKU. Rank, minor units, or microseconds since 1970. */
const Place = z.object({ sort: ProductSort, key: z.int().min(0), sku: Sku })
export type ProductPlace = z.output<typeof Place>

const LARGEST_INTEGER = 2_147_483_647
const LARGEST_MICROSECONDS = 4_102_444_800_000_000

export function encodePlace(place: ProductPlace): string {
  return btoa(JSON.stringify([place.sort, place.key, place.sku]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** A cursor continues the list that it came from, in that list's order. */
export const ProductCursor = z
  .string()
  .max(500)
  .transform((text, context): ProductPlace => {
    const place = decodePlace(text)
    const limit = place?.sort === 'newest' ? LARGEST_MICROSECONDS : LARGEST_INTEGER
    if (place !== undefined && place.key <= limit) return place
    context.addIssue({ code: 'custom', message: 'is not a nextCursor of this list' })
    return z.NEVER
  })
  .meta({ description: '`nextCursor` of the page before.', type: 'string' })

function decodePlace(text: string): ProductPlace | undefined {
  try {
    const [sort, key, sku]: unknown[] = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
    return Place.safeParse({ sort, key, sku }).data
  } catch {
    return undefined
  }
}
