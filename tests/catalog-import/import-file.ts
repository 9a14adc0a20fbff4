import type { RowFault } from '../../shared/catalog-import/catalog-row.ts'
import { importCatalog } from '../../shared/catalog-import/import-catalog.ts'
import type { ImportOptions } from '../../shared/catalog-import/import-options.ts'
import type { ImportReport } from '../../shared/catalog-import/import-report.ts'
import type { Database } from '../../shared/platform/db/database.ts'

interface Imported extends ImportReport {
  faults: RowFault[]
}

/** Imports a file that arrives in small pieces. */
export async function importText(
  database: Database,
  content: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const faults: RowFault[] = []
  const report = await importCatalog(() => inPieces(content), {
    database,
    actor: { customerId: 'test', role: 'system', requestId: 'test' },
    format: undefined,
    encoding: undefined,
    source: 'default',
    currency: 'HKD',
    openingStock: 100,
    batchSize: 3,
    acceptShrink: false,
    dryRun: false,
    signal: new AbortController().signal,
    onFault: (fault) => faults.push(fault),
    onPlan: () => {},
    onProgress: () => {},
    ...options,
  })
  return { ...report, faults: faults.sort((one, other) => one.row - other.row) }
}

/** 61 bytes at a time: Chinese characters and rows lie across pieces. */
async function* inPieces(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  for (let at = 0; at < bytes.length; at += 61) yield bytes.slice(at, at + 61)
}

export async function rowsOf(database: Database, text: string): Promise<Record<string, unknown>[]> {
  return database.query({ name: '', text }, [])
}

/** An empty shop again; orders and carts don't occur in these tests. */
export async function emptyShop(database: Database): Promise<void> {
  await rowsOf(database, 'truncate products, promotions, categories, inventory, stock_movements cascade')
}
