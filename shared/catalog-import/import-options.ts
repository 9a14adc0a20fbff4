import type { Actor } from '../audit/actor.ts'
import type { Database } from '../platform/db/database.ts'
import type { RowFault } from './catalog-row.ts'

export type ImportFormat = 'csv' | 'json'

export interface ImportOptions {
  database: Database
  /** For the audit log. */
  actor: Actor
  format: ImportFormat
  /** Names the feed. An import deactivates only products and ends only promotions that came from the same source. */
  source: string
  /** For new products without an opening stock of their own: pieces, or kilograms. */
  openingStock: number
  /** Rows written in one call. */
  batchSize: number
  /** Deactivates missing products even when they are most of the source's products. */
  acceptShrink: boolean
  /** When aborted, the current batch is finished and nothing is deactivated. */
  signal: AbortSignal
  onFault(fault: RowFault): void
  /** Called after each batch. */
  onProgress(rows: number): void
}
