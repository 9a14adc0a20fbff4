import * as z from 'zod'
import { findUnstorableText } from '../platform/db/storable-text.ts'
import { Sku } from '../values.ts'

export const ProductSort = z.enum(['relevance', 'price', '-price', 'newest'])
export type ProductSort = z.output<typeof ProductSort>

/**
 * The last product of a page. `key` is its sort key: relevance, minor units, or microseconds since 1970. `q` is the search
 * text after corrections, so that all pages belong to the same list.
 */
const Position = z.object({
  sort: ProductSort,
  key: z.int().min(0),
  sku: Sku,
  q: z
    .string()
    .max(500)
    .refine((q) => findUnstorableText(q) === null)
    .default(''),
})
export type ProductPosition = z.output<typeof Position>

const LARGEST_INTEGER = 2_147_483_647
const LARGEST_MICROSECONDS = 4_102_444_800_000_000

export function encodeProductCursor(position: ProductPosition): string {
  return encodeBase64(JSON.stringify([position.sort, position.key, position.sku, position.q]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** A cursor continues its list in the order of that list. */
export const ProductCursor = z
  .string()
  .max(3000)
  .transform((text, context): ProductPosition => {
    const position = decodePosition(text)
    const limit = position?.sort === 'newest' ? LARGEST_MICROSECONDS : LARGEST_INTEGER
    if (position !== undefined && position.key <= limit) return position
    context.addIssue({ code: 'custom', message: 'is not a nextCursor of this list' })
    return z.NEVER
  })
  .meta({ description: '`nextCursor` of the previous page.', type: 'string' })

function decodePosition(text: string): ProductPosition | undefined {
  try {
    const [sort, key, sku, q]: unknown[] = JSON.parse(decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/')))
    return Position.safeParse({ sort, key, sku, q }).data
  } catch {
    return undefined
  }
}

/** `btoa` accepts only Latin-1, and search text may be Chinese. */
const encodeBase64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const decodeBase64 = (text: string) =>
  new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
