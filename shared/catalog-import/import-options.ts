import type { Actor } from '../audit/actor.ts'
import type { Database } from '../platform/db/database.ts'
import type { RowFault } from './catalog-row.ts'
import type { ImportPlan } from './import-plan.ts'

export type ImportFormat = 'csv' | 'json'

/** The source of a file without a name of its own. */
export const DEFAULT_SOURCE = 'default'

export interface ImportOptions {
  database: Database
  /** For the audit log. */
  actor: Actor
  /** Undefined: as the first character of the file says. */
  format: ImportFormat | undefined
  /** The name of the file's encoding, if the sender gave one. */
  encoding: string | undefined
  /** Names the feed. An import deactivates only products and ends only promotions that came from the same source. */
  source: string
  /** Three-letter code: a price with the sign of another currency is bad. */
  currency: string
  /** For new products without an opening stock of their own: pieces, or kilograms. */
  openingStock: number
  /** The most rows that are written in one call. */
  batchSize: number
  /** Deactivates missing products even when they are many of the source's products. */
  acceptShrink: boolean
  /** Everything is done and rolled back: the report is that of a run. */
  dryRun: boolean
  /** When aborted, the current batch is finished and nothing is deactivated. */
  signal: AbortSignal
  onFault(fault: RowFault): void
  /** Called when the whole file is read and nothing is written yet. */
  onPlan(plan: ImportPlan): void
  /** Called after each batch. The file is read twice: to check all rows, then to write them. */
  onProgress(rows: number, phase: 'check' | 'write'): void
}
