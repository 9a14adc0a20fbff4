/** What an import did. */
export interface ImportReport {
  source: string
  /** Rows read, bad ones included. */
  rows: number
  bad: number
  products: { created: number; changed: number; unchanged: number; deactivated: number }
  categories: { named: number; created: number; changed: number }
  promotions: { created: number; changed: number; unchanged: number; ended: number }
  interrupted: boolean
  /** Why the file couldn't be read to its end. */
  broken: { line: number; reason: string } | null
  /** Why no product was deactivated and no promotion ended; null when that was done where needed. */
  kept: string | null
  /** Active products of other sources. */
  others: number
}

/** Whether the whole file was loaded. */
export function isClean(report: ImportReport): boolean {
  return report.bad === 0 && report.broken === null && !report.interrupted
}
