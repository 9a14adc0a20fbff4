import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import type { RowFault } from './catalog-row.ts'
import { importCatalog } from './import-catalog.ts'
import { isClean } from './import-report.ts'

/** The largest body that every platform accepts. `npm run import` reads larger files as a stream. */
export const LARGEST_CATALOG_BYTES = 8 * 1024 * 1024
export const CATALOG_TYPES = ['text/csv', 'application/json'] as const

const BATCH_SIZE = 500
const CHUNK_BYTES = 64 * 1024
/** Bounds the response; `bad` has the number of all. */
const FAULT_LIMIT = 1_000

export const ImportProductsQuery = z.object({
  stock: z.coerce
    .number()
    .int()
    .min(0)
    .max(999_999)
    .default(100)
    .meta({ description: 'Opening stock of new products: pieces, or kilograms.' }),
  acceptShrink: z
    .stringbool()
    .default(false)
    .meta({ type: 'boolean', description: 'Take products off sale even when suspiciously many are missing.' }),
})

const Counts = z.object({ created: z.int(), changed: z.int(), unchanged: z.int() })

/** The report of import-report.ts with the rows that were left out. */
export const ImportAnswer = z
  .object({
    clean: z.boolean().meta({ description: 'The whole file was loaded.' }),
    source: z.string(),
    rows: z.int(),
    bad: z.int(),
    products: Counts.extend({ deactivated: z.int() }),
    categories: z.object({ named: z.int(), created: z.int(), changed: z.int() }),
    promotions: Counts.extend({ ended: z.int() }),
    broken: z.object({ line: z.int(), reason: z.string() }).nullable(),
    kept: z.string().nullable().meta({ description: 'Why no product was deactivated and no promotion ended.' }),
    others: z.int(),
    faults: z
      .array(z.object({ row: z.int(), line: z.int(), sku: z.string().nullable(), reason: z.string() }))
      .meta({ description: `The first ${FAULT_LIMIT} rows that were left out.` }),
  })
  .meta({ id: 'ImportReport' })
export type ImportAnswer = z.output<typeof ImportAnswer>

export const importProductsRefusals = ['catalog_unreadable'] as const

interface Catalog extends z.output<typeof ImportProductsQuery> {
  mediaType: string
  bytes: Uint8Array
}

/**
 * Loads a catalog by the same rules as `npm run import` (docs/catalog.md), batch by batch. What comes before an error in
 * the file is loaded. Sending the file again changes only what is still different.
 */
export async function importProducts(
  database: Database,
  actor: Actor,
  { mediaType, bytes, stock, acceptShrink }: Catalog,
): Promise<Outcome<ImportAnswer, (typeof importProductsRefusals)[number]>> {
  const format = /^text\/csv\b/i.test(mediaType) ? 'csv' : 'json'
  const faults: RowFault[] = []
  const report = await importCatalog(inChunks(bytes), {
    database,
    actor,
    format,
    source: format,
    openingStock: stock,
    batchSize: BATCH_SIZE,
    acceptShrink,
    // The whole file has arrived: a client that disconnects doesn't stop its import.
    signal: new AbortController().signal,
    onFault: (fault) => {
      if (faults.length < FAULT_LIMIT) faults.push(fault)
    },
    onProgress: () => {},
  })
  const { interrupted: _, ...counts } = report
  if (report.broken !== null && report.rows === 0) {
    return refusal('catalog_unreadable', { broken: report.broken })
  }
  return success({ clean: isClean(report), ...counts, faults })
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}
