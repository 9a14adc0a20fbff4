import type { Actor } from '../audit/actor.ts'
import type { Database } from '../platform/db/database.ts'
import type { RowFault } from './catalog-row.ts'

export type ImportFormat = 'online-price-watch' | 'csv'

export interface ImportOptions {
  database: Database
  /** Who imports, for the audit log. */
  actor: Actor
  format: ImportFormat
  /** Only what this store sells, at its prices and with its offers; null for the lowest price of all stores. */
  store: string | null
  openingStock: number
  /** Rows written in one call. */
  batchSize: number
  /** Deactivates missing products even when they are most of what there is. */
  acceptShrink: boolean
  /** Aborted: the batch at hand is finished, nothing is deactivated. */
  signal: AbortSignal
  onFault(fault: RowFault): void
  /** Called after each batch. */
  onProgress(rows: number): void
}
