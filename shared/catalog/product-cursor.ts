import * as z from 'zod'
import { findUnstorableText } from '../platform/db/storable-text.ts'
import { Sku } from '../values.ts'

export const ProductSort = z.enum(['relevance', 'price', '-price', 'newest'])
export type ProductSort = z.output<typeof ProductSort>

/**
 * The last product of a page: its place in the order, and its SKU. Relevance, minor units, or microseconds since 1970.
 * With the words that were searched for as they were understood, so that all pages are of one list.
 */
const Place = z.object({
  sort: ProductSort,
  key: z.int().min(0),
  sku: Sku,
  q: z
    .string()
    .max(500)
    .refine((q) => findUnstorableText(q) === null)
    .default(''),
})
export type ProductPosition = z.output<typeof Place>

const LARGEST_INTEGER = 2_147_483_647
const LARGEST_MICROSECONDS = 4_102_444_800_000_000

export function encodeProductCursor(place: ProductPosition): string {
  return base64OfText(JSON.stringify([place.sort, place.key, place.sku, place.q]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** A cursor continues the list that it came from, in that list's order. */
export const ProductCursor = z
  .string()
  .max(3000)
  .transform((text, context): ProductPosition => {
    const place = decodePlace(text)
    const limit = place?.sort === 'newest' ? LARGEST_MICROSECONDS : LARGEST_INTEGER
    if (place !== undefined && place.key <= limit) return place
    context.addIssue({ code: 'custom', message: 'is not a nextCursor of this list' })
    return z.NEVER
  })
  .meta({ description: '`nextCursor` of the page before.', type: 'string' })

function decodePlace(text: string): ProductPosition | undefined {
  try {
    const [sort, key, sku, q]: unknown[] = JSON.parse(textOfBase64(text.replaceAll('-', '+').replaceAll('_', '/')))
    return Place.safeParse({ sort, key, sku, q }).data
  } catch {
    return undefined
  }
}

/** `btoa` takes bytes alone; words may be Chinese. */
const base64OfText = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const textOfBase64 = (text: string) =>
  new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)))
