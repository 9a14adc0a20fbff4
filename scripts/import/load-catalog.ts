import type { RowFault } from '../../shared/catalog-import/catalog-row.ts'
import { importCatalog } from '../../shared/catalog-import/import-catalog.ts'
import type { ImportFormat } from '../../shared/catalog-import/import-options.ts'
import { type ImportReport, isClean } from '../../shared/catalog-import/import-report.ts'
import { openMigratedDatabase } from '../database.ts'
import { configuration } from '../environment.ts'
import { describeFault, describePlan, describeReport } from './describe-report.ts'
import { startProgress } from './progress.ts'
import type { ReportFile } from './report-file.ts'

export const OK = 0
export const BAD_DATA = 1
export const WRONG_USAGE = 2
/** What a shell expects of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130

const BATCH_SIZE = 500
/** A file in the wrong format has as many faults as rows. */
const SHOWN_FAULTS = 100

export interface Catalog {
  /** From the start of the file, each time. */
  chunks(): AsyncIterable<Uint8Array>
  /** From 0 to 1: how much of the file is read. */
  readShare(rows: number): number
  format: ImportFormat | undefined
  encoding: string | undefined
  source: string
  /** Replaces the place and the reason of a fault, for a file that was converted. */
  originalFault?(fault: RowFault): RowFault
}

interface LoadOptions {
  /** Names the command in the audit log. */
  command: string
  openingStock: number
  acceptShrink: boolean
  dryRun: boolean
  log: ReportFile
}

/** Loads a catalog into the shop that the environment names, with progress and a report on the terminal. */
export async function loadCatalog(catalog: Catalog, { command, log, ...options }: LoadOptions): Promise<ImportReport> {
  const interruption = new AbortController()
  // The first Ctrl-C lets the current batch finish; the second ends the process at once.
  process.once('SIGINT', () => interruption.abort())
  const settings = configuration()
  const database = await openMigratedDatabase(settings)
  const progress = startProgress(process.stderr)
  const started = performance.now()
  let faults = 0
  try {
    const report = await importCatalog(() => catalog.chunks(), {
      ...options,
      database,
      actor: { customerId: command, role: 'system', requestId: crypto.randomUUID() },
      format: catalog.format,
      encoding: catalog.encoding,
      currency: settings.storeCurrency,
      source: catalog.source,
      batchSize: BATCH_SIZE,
      signal: interruption.signal,
      onFault(found) {
        const fault = catalog.originalFault?.(found) ?? found
        faults++
        if (faults <= SHOWN_FAULTS) progress.line(describeFault(fault))
        log.write({ type: 'row', ...fault })
      },
      onPlan: (plan) => {
        for (const line of describePlan(plan, options.dryRun)) progress.line(line)
      },
      // The file is read twice: checked, then written.
      onProgress: (rows, phase) => progress.update((catalog.readShare(rows) + (phase === 'write' ? 1 : 0)) / 2, rows),
    })
    progress.done()
    if (faults > SHOWN_FAULTS) {
      process.stderr.write(`and ${faults - SHOWN_FAULTS} more bad rows: --report FILE writes all of them\n`)
    }
    const seconds = (performance.now() - started) / 1000
    process.stdout.write(`${describeReport(report, seconds).join('\n')}\n`)
    return report
  } finally {
    await database.close()
  }
}

export function exitCodeOf(report: ImportReport): number {
  if (report.interrupted) return INTERRUPTED
  return isClean(report) ? OK : BAD_DATA
}
