import type { LocalizedText } from '../localized-text.ts'

/** Where in the file: `row` counts from 1, without a header; `line` counts line breaks of the text. */
export interface Place {
  row: number
  line: number
}

export interface RowFault extends Place {
  sku: string | null
  reason: string
}

/** An offer of one store for one product, as the file words it. */
export interface OfferText {
  store: string
  texts: LocalizedText
}

/**
 * One product of a file, checked and in Larder's own units. Null means that the file doesn't say: what the shop has
 * then stays.
 */
export interface CatalogRow {
  place: Place
  sku: string
  barcode: string | null
  name: LocalizedText
  brand: LocalizedText | null
  /** From the top to the product's own category. */
  categoryPath: readonly LocalizedText[]
  unit: 'each' | 'g'
  priceMinor: number
  contentSize: { quantity: number; unit: 'g' | 'ml' | 'each' } | null
  ageRestricted: boolean | null
  temperature: 'ambient' | 'chilled' | 'frozen' | null
  /** Opening stock, used for a product that is new. */
  stock: number | null
  offers: readonly OfferText[]
}

/** What a reader makes of a file, item by item. Nothing follows `broken`. */
export type ReadItem =
  | { type: 'row'; row: CatalogRow }
  /** Sound, but not for sale: no price at the store, or at any. */
  | { type: 'unsold'; place: Place; sku: string; stores: readonly string[] }
  /** Left out; the rest goes on. */
  | { type: 'bad'; fault: RowFault }
  /** Read to its end, which may not be the end that was written. */
  | { type: 'doubtful'; reason: string }
  /** The file itself can't be read on from here. */
  | { type: 'broken'; line: number; reason: string }
