import type { LocalizedText } from '../localized-text.ts'
import type { PromotionTerms } from '../promotions/promotion-requests.ts'

/** A place in the file: `row` counts products from 1, `line` counts lines of text from 1. */
export interface Place {
  row: number
  line: number
}

/** What is wrong with one value of a row, and what to do about it. Null: the row as a whole. */
export interface RowProblem {
  field: string | null
  value: string | null
  message: string
}

export interface RowFault extends Place {
  sku: string | null
  /** The problems as one line. */
  reason: string
  problems: RowProblem[]
}

/** A promotion of one product. Products that list the same id may be mixed in it. */
interface RowPromotion extends PromotionTerms {
  id: string
}

/** One product of a file, valid and in minor units, pieces and grams. Null: the file has no value, the stored one stays. */
export interface CatalogRow {
  place: Place
  sku: string
  /** Null clears the stored barcode. Undefined: the file has no barcodes, the stored one stays. */
  barcode: string | null | undefined
  name: LocalizedText
  brand: LocalizedText | null
  /** From the top-level category to the product's own. */
  categoryPath: readonly LocalizedText[]
  unit: 'each' | 'g'
  priceMinor: number
  contentSize: { quantity: number; unit: 'g' | 'ml' | 'each' } | null
  ageRestricted: boolean | null
  temperature: 'ambient' | 'chilled' | 'frozen' | null
  /** Pieces or grams, for a product that is new. */
  openingStock: number | null
  promotions: readonly RowPromotion[]
}

/** What a reader yields for each part of a file. Nothing follows `broken`. */
export type ReadItem =
  /** `otherTexts`: the other cells of the row, to notice values in the wrong columns. */
  | { type: 'row'; row: CatalogRow; otherTexts: readonly string[] }
  /** A row that is left out. `isMalformed`: its cells don't match the header, so its SKU may be another text. */
  | { type: 'bad'; fault: RowFault; isMalformed: boolean; otherTexts: readonly string[] }
  /** The file was read to its end but may have been cut there. */
  | { type: 'doubtful'; reason: string }
  /** The rest of the file can't be read. */
  | { type: 'broken'; line: number; reason: string }
