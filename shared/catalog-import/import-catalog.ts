import { decodeText } from './decode-text.ts'
import type { ImportOptions } from './import-options.ts'
import type { ImportReport } from './import-report.ts'
import { ImportRun } from './import-run.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'

const readers = { csv: readCsv, json: readJson }

/** Loads a catalog from the bytes of a file. docs/catalog.md has the rules. */
export async function importCatalog(chunks: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<ImportReport> {
  const run = new ImportRun(options)
  for await (const item of readers[options.format](decodeText(chunks))) {
    await run.take(item)
    if (options.signal.aborted) {
      run.interrupted = true
      break
    }
  }
  return run.finish()
}
