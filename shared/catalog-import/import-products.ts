import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import type { RowFault } from './catalog-row.ts'
import { importCatalog } from './import-catalog.ts'
import { isClean } from './import-report.ts'

/** What a request may carry on every platform. A larger file is for `npm run import`, which reads it as a stream. */
export const LARGEST_CATALOG_BYTES = 8 * 1024 * 1024
export const CATALOG_TYPES = ['text/csv', 'application/json'] as const

const BATCH_SIZE = 500
const CHUNK_BYTES = 64 * 1024
/** More than anybody reads; `bad` has their number. */
const FAULT_LIMIT = 1_000

export const ImportProductsQuery = z.object({
  store: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Of a price watch file: only what this store sells, at its prices, with its offers.' }),
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

/** What `import-report.ts` says, with the rows that were left out. */
export const ImportAnswer = z
  .object({
    clean: z.boolean().meta({ description: 'Everything in the file went in.' }),
    source: z.string(),
    rows: z.int(),
    bad: z.int(),
    unsold: z.int(),
    products: Counts.extend({ deactivated: z.int() }),
    categories: z.object({ named: z.int(), created: z.int(), changed: z.int() }),
    promotions: Counts.extend({ ended: z.int() }),
    offers: z
      .object({
        read: z.int(),
        refused: z.array(z.object({ sku: z.string(), store: z.string(), text: z.string(), reason: z.string() })),
      })
      .nullable(),
    broken: z.object({ line: z.int(), reason: z.string() }).nullable(),
    kept: z.string().nullable().meta({ description: 'Why what the file does not list was left as it is.' }),
    others: z.int(),
    faults: z
      .array(z.object({ row: z.int(), line: z.int(), sku: z.string().nullable(), reason: z.string() }))
      .meta({ description: `The first ${FAULT_LIMIT} rows that were left out.` }),
  })
  .meta({ id: 'ImportReport' })
export type ImportAnswer = z.output<typeof ImportAnswer>

export const importProductsRefusals = ['catalog_unreadable', 'unknown_store'] as const

interface Catalog extends z.output<typeof ImportProductsQuery> {
  mediaType: string
  bytes: Uint8Array
}

/**
 * A catalog as `npm run import` loads it, by the same rules (docs/import.md), batch by batch: what was read before a fault
 * is in the shop, and sending it again changes only what is still to change.
 */
export async function importProducts(
  database: Database,
  actor: Actor,
  { mediaType, bytes, store, stock, acceptShrink }: Catalog,
): Promise<Outcome<ImportAnswer, (typeof importProductsRefusals)[number]>> {
  const format = /^text\/csv\b/i.test(mediaType) ? 'csv' : 'online-price-watch'
  if (format === 'csv' && store !== undefined)
    return refusal('unknown_store', { seen: [] }, 'A CSV file has no stores.')
  const faults: RowFault[] = []
  const report = await importCatalog(inChunks(bytes), {
    database,
    actor,
    format,
    store: store ?? null,
    openingStock: stock,
    batchSize: BATCH_SIZE,
    acceptShrink,
    // Whoever hangs up has sent the whole file: it goes in.
    signal: new AbortController().signal,
    onFault: (fault) => {
      if (faults.length < FAULT_LIMIT) faults.push(fault)
    },
    onProgress: () => {},
  })
  const { interrupted: _, unknownStore, ...told } = report
  if (unknownStore !== null) return refusal('unknown_store', unknownStore)
  if (report.broken !== null && report.rows === 0) {
    return refusal('catalog_unreadable', { broken: report.broken })
  }
  return success({ clean: isClean(report), ...told, faults })
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}
