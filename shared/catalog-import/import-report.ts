import type { RefusedOffer } from './offers/promotion-book.ts'

/** What an import did, for people and for programs. */
export interface ImportReport {
  source: string
  /** Rows read, sound or not. */
  rows: number
  bad: number
  /** Sound rows of products without a price at the store, or at any. */
  unsold: number
  products: { created: number; changed: number; unchanged: number; deactivated: number }
  categories: { named: number; created: number; changed: number }
  promotions: { created: number; changed: number; unchanged: number; ended: number }
  /** Null when the import takes no offers: no store was chosen, or the format has none. */
  offers: { read: number; refused: RefusedOffer[] } | null
  interrupted: boolean
  /** Why the file couldn't be read to its end. */
  broken: { line: number; reason: string } | null
  /** The store asked for sells nothing in this file; these do. */
  unknownStore: { asked: string; seen: string[] } | null
  /** Why products that the file doesn't list were left as they are. */
  kept: string | null
  /** Active products of other imports. */
  others: number
}

/** Whether everything in the file went in. */
export function isClean(report: ImportReport): boolean {
  return report.bad === 0 && report.broken === null && report.unknownStore === null && !report.interrupted
}
