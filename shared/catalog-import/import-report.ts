/** What an import did, or would do. */
export interface ImportReport {
  source: string
  /** Nothing was written. */
  dryRun: boolean
  /** Rows read, bad ones included. */
  rows: number
  bad: number
  products: { created: number; changed: number; unchanged: number; deactivated: number }
  categories: { named: number; created: number; changed: number }
  promotions: { created: number; changed: number; unchanged: number; ended: number }
  interrupted: boolean
  /** Why the file couldn't be read to its end. */
  broken: { line: number; reason: string } | null
  /** Products of the source that the file doesn't list: all counted, the first SKUs listed. */
  missing: { count: number; skus: string[] }
  /** Why no product was deactivated and no promotion ended; null when that was done where needed. */
  kept: string | null
  /** Active products of other sources that the file doesn't list. */
  others: number
}

/** Whether the whole file was loaded. */
export function isClean(report: ImportReport): boolean {
  return report.bad === 0 && report.broken === null && !report.interrupted
}
