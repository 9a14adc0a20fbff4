import * as z from 'zod'
import type { RowFault } from '../../shared/catalog-import/catalog-row.ts'
import { type ReadFeedRow, readFeedRow } from './feed-row.ts'
import { type FeedPromotion, OfferGroups, type RefusedOffer } from './offers/offer-groups.ts'

export interface ConvertedFeed {
  /** The catalog in the product's own JSON, a product a line. */
  lines: string[]
  /** Products without a price at the chosen store, or at any. */
  unsold: number
  /** Every store that has a price in the feed. */
  stores: string[]
  /** Offers of the chosen store; null when no store was chosen, for an offer belongs to one store's prices. */
  offers: { read: number; refused: RefusedOffer[] } | null
  /** The fault of a line as a fault of the feed's row. */
  originalFault(fault: RowFault): RowFault
}

/** Converts a day of the Consumer Council's Online Price Watch, or says why it can't be read. */
export async function convertFeed(text: string, store: string | null): Promise<ConvertedFeed | { fault: string }> {
  const values = parseFeed(text)
  if (values === null) return { fault: 'is not a JSON array of products' }
  const groups = store === null ? null : new OfferGroups(store)
  const rows = values.map((value, index) => ({ row: index + 1, read: readFeedRow(value, store) }))
  for (const { read } of rows) if (read.type === 'product') groups?.add(read)
  const { promotions, refused } = (await groups?.close()) ?? {
    promotions: new Map<string, FeedPromotion[]>(),
    refused: [],
  }
  const listed = rows.filter(({ read }) => read.type !== 'unsold')
  return {
    lines: listed.map(({ read }) => JSON.stringify(lineOf(read, promotions))),
    unsold: rows.length - listed.length,
    stores: storesOf(values),
    offers: groups && { read: groups.read, refused },
    originalFault(fault) {
      const { row, read } = listed[fault.row - 1] ?? { row: fault.row, read: null }
      return { ...fault, row, reason: read?.type === 'bad' ? read.reason : fault.reason }
    },
  }
}

/** A bad row is passed on as its SKU alone: the import counts it as bad and leaves its product unchanged. */
function lineOf(read: ReadFeedRow, promotions: ReadonlyMap<string, FeedPromotion[]>): object {
  if (read.type === 'product') return { ...read.product, promotions: promotions.get(read.product.sku) ?? [] }
  return read.type === 'bad' && read.sku !== null ? { sku: read.sku } : {}
}

function parseFeed(text: string): unknown[] | null {
  const byteOrderMark = /^\uFEFF/
  try {
    return z.array(z.unknown()).safeParse(JSON.parse(text.replace(byteOrderMark, ''))).data ?? null
  } catch {
    return null
  }
}

const Prices = z.object({ prices: z.array(z.object({ supermarketCode: z.string() })) })

function storesOf(values: readonly unknown[]): string[] {
  const codes = values.flatMap((value) => Prices.safeParse(value).data?.prices ?? [])
  return [...new Set(codes.map(({ supermarketCode }) => supermarketCode.trim().toUpperCase()))].sort()
}
