import { decodeText } from './decode-text.ts'
import type { ImportOptions } from './import-options.ts'
import type { ImportReport } from './import-report.ts'
import { ImportRun } from './import-run.ts'
import { readCsv } from './read-csv.ts'
import { readPriceWatch } from './read-price-watch.ts'

/** Loads a catalog from the bytes of a file. See docs/import.md for the rules. */
export async function importCatalog(chunks: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<ImportReport> {
  const store = options.store?.trim().toUpperCase() ?? null
  const texts = decodeText(chunks)
  const items = options.format === 'csv' ? readCsv(texts) : readPriceWatch(texts, store)
  const run = new ImportRun(options, store)
  for await (const item of items) {
    await run.take(item)
    if (options.signal.aborted) {
      run.interrupted = true
      break
    }
  }
  return run.finish()
}
