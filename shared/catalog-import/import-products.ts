import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import type { RowFault } from './catalog-row.ts'
import { importCatalog } from './import-catalog.ts'
import { DEFAULT_SOURCE, type ImportFormat } from './import-options.ts'
import { isClean } from './import-report.ts'
import { Source } from './source-name.ts'

/** The largest body that every platform accepts. `npm run import` reads larger files as a stream. */
export const LARGEST_CATALOG_BYTES = 8 * 1024 * 1024

/** What browsers and programs call a table, and the workbooks that people send instead: those are refused with advice. */
const FORMATS: Record<string, ImportFormat | undefined> = {
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'json',
  'application/jsonl': 'json',
  // Windows with Excel sends a CSV file with this type.
  'application/vnd.ms-excel': undefined,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': undefined,
  'application/vnd.oasis.opendocument.spreadsheet': undefined,
  'text/plain': undefined,
  'application/octet-stream': undefined,
}
export const CATALOG_TYPES = Object.keys(FORMATS)

const BATCH_SIZE = 500
const CHUNK_BYTES = 64 * 1024
/** Bounds the response; `bad` has the number of all. */
const FAULT_LIMIT = 100

const flag = (description: string) => z.stringbool().default(false).meta({ type: 'boolean', description })

export const ImportProductsQuery = z.object({
  source: Source.default(DEFAULT_SOURCE).meta({
    description: 'Names the file among several. Only products of the same source are ever taken off sale.',
  }),
  stock: z.coerce
    .number()
    .int()
    .min(0)
    .max(999_999)
    .default(100)
    .meta({ description: 'Opening stock of new products: pieces, or kilograms.' }),
  acceptShrink: flag('Take products off sale even when suspiciously many are missing.'),
  dryRun: flag('Report what the import would do, and write nothing.'),
})

const Counts = z.object({ created: z.int(), changed: z.int(), unchanged: z.int() })
const Problem = z.object({ field: z.string().nullable(), value: z.string().nullable(), message: z.string() })

/** The report of import-report.ts with the rows that were left out. */
export const ImportAnswer = z
  .object({
    clean: z.boolean().meta({ description: 'The whole file was loaded.' }),
    source: z.string(),
    dryRun: z.boolean(),
    rows: z.int(),
    bad: z.int(),
    products: Counts.extend({ deactivated: z.int() }),
    categories: z.object({ named: z.int(), created: z.int(), changed: z.int() }),
    promotions: Counts.extend({ ended: z.int() }),
    broken: z.object({ line: z.int(), reason: z.string() }).nullable(),
    missing: z
      .object({ count: z.int(), skus: z.array(z.string()) })
      .meta({ description: 'Products of the source that the file does not list: all counted, the first 100 listed.' }),
    kept: z.string().nullable().meta({ description: 'Why no product was deactivated and no promotion ended.' }),
    others: z.int(),
    faults: z
      .array(
        z.object({
          row: z.int(),
          line: z.int(),
          sku: z.string().nullable(),
          reason: z.string(),
          problems: z.array(Problem),
        }),
      )
      .meta({ description: `The first ${FAULT_LIMIT} rows that were left out, with each value that is wrong.` }),
  })
  .meta({ id: 'ImportReport' })
export type ImportAnswer = z.output<typeof ImportAnswer>

export const importProductsRefusals = ['catalog_unreadable'] as const

interface Catalog extends z.output<typeof ImportProductsQuery> {
  /** The header, such as `text/csv; charset=big5`. */
  mediaType: string
  bytes: Uint8Array
  currency: string
}

/**
 * Loads a catalog by the same rules as `npm run import` (docs/catalog.md), batch by batch. What comes before an error in
 * the file is loaded. Sending the file again changes only what is still different.
 */
export async function importProducts(
  database: Database,
  actor: Actor,
  { mediaType, bytes, stock, ...options }: Catalog,
): Promise<Outcome<ImportAnswer, (typeof importProductsRefusals)[number]>> {
  const faults: RowFault[] = []
  const report = await importCatalog(() => inChunks(bytes), {
    ...options,
    database,
    actor,
    format: FORMATS[mediaType.split(';')[0]?.trim().toLowerCase() ?? ''],
    encoding: /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(mediaType)?.[1],
    openingStock: stock,
    batchSize: BATCH_SIZE,
    // The whole file has arrived: a client that disconnects doesn't stop its import.
    signal: new AbortController().signal,
    onFault: (fault) => {
      if (faults.length < FAULT_LIMIT) faults.push(fault)
    },
    onPlan: () => {},
    onProgress: () => {},
  })
  const { interrupted: _, ...counts } = report
  if (report.broken !== null && report.rows === 0) {
    return refusal('catalog_unreadable', { broken: report.broken })
  }
  faults.sort((one, other) => one.row - other.row)
  return success({ clean: isClean(report), ...counts, faults })
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}
