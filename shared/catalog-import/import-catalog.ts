import { BatchSize, BreathingSpace } from './breathing-space.ts'
import type { CatalogRow, ReadItem } from './catalog-row.ts'
import { CategoryResolver } from './category-resolver.ts'
import { finishImport } from './finish-import.ts'
import { ImportDatabase } from './import-database.ts'
import type { ImportOptions } from './import-options.ts'
import { ImportPlan } from './import-plan.ts'
import type { ImportReport } from './import-report.ts'
import { type Bytes, openText } from './open-text.ts'
import { findUnitFault } from './product-record.ts'
import { ProductWriter } from './product-writer.ts'
import { PromotionCollector } from './promotion-collector.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { rowFault } from './row-fault.ts'
import { SourceProducts } from './source-products.ts'
import { readStoredProducts } from './stored-products.ts'

const readers = { csv: readCsv, json: readJson }

type ReadFile = () => AsyncIterable<ReadItem>

/**
 * Loads a catalog from the bytes of a file. docs/catalog.md has the rules. The file is read twice: first everything is
 * checked and decided, then the rows are written. So memory has only the SKUs and barcodes of a file of any size.
 */
export async function importCatalog(bytes: Bytes, options: ImportOptions): Promise<ImportReport> {
  const space = new BreathingSpace()
  const opened = await openText(bytes, options.encoding, space)
  const database = new ImportDatabase(options.database, options.dryRun)
  const promotions = new PromotionCollector(options.source)
  const plan = new ImportPlan({
    products: await SourceProducts.read(database, options.source),
    promotions,
    acceptShrink: options.acceptShrink,
    onFault: options.onFault,
  })
  if ('fault' in opened) plan.take({ type: 'broken', line: 1, reason: opened.fault })
  const format = 'fault' in opened ? 'csv' : (options.format ?? (await guessFormat(opened.texts())))
  const read: ReadFile = () => readers[format]('fault' in opened ? none() : opened.texts(), options.currency, space)
  if (!('fault' in opened)) await check(read, plan, database, options)
  plan.interrupted = options.signal.aborted
  plan.decide()
  options.onPlan(plan)
  return write('fault' in opened ? none : read, plan, promotions, database, options)
}

async function* none(): AsyncGenerator<never> {}

async function guessFormat(texts: AsyncIterable<string>): Promise<'csv' | 'json'> {
  for await (const text of texts) {
    const [first] = text.trimStart()
    if (first !== undefined) return first === '[' || first === '{' ? 'json' : 'csv'
  }
  return 'csv'
}

/** The first reading: compares each row with the stored products. */
async function check(
  read: ReadFile,
  plan: ImportPlan,
  database: ImportDatabase,
  options: ImportOptions,
): Promise<void> {
  const size = new BatchSize()
  let batch: CatalogRow[] = []
  const compare = async () => {
    if (batch.length === 0) return
    const found = await size.measure(batch.length, () => readStoredProducts(database, batch))
    for (const row of batch) {
      const stored = found.productOf(row)
      const fault = findUnitFault(row, stored)
      const refusal =
        fault === null ? null : rowFault(row.place, row.sku, [{ field: 'unit', value: row.unit, message: fault }])
      plan.compare(row, refusal, stored, found.holderOf(row))
    }
    batch = []
    options.onProgress(plan.rows, 'check')
  }
  for await (const item of read()) {
    const row = plan.take(item)
    if (row !== null) batch.push(row)
    if (batch.length >= size.rows) await compare()
    if (options.signal.aborted || plan.broken !== null) break
  }
  await compare()
}

/** The second reading: writes the rows, then deactivates what is missing. */
async function write(
  read: ReadFile,
  plan: ImportPlan,
  promotions: PromotionCollector,
  database: ImportDatabase,
  options: ImportOptions,
): Promise<ImportReport> {
  const { actor, source, openingStock, batchSize } = options
  const categories = new CategoryResolver({ database, actor, source })
  const writer = new ProductWriter({
    ...{ database, actor, categories, source, openingStock, batchSize, yields: plan.yields },
    onRefused(row, field, message) {
      plan.fail(row, rowFault(row.place, row.sku, [{ field, value: null, message }]))
    },
  })
  let batch: CatalogRow[] = []
  let rows = 0
  const flush = async () => {
    if (batch.length > 0) for (const row of await writer.write(batch)) promotions.addProduct(row)
    batch = []
    options.onProgress(rows, 'write')
  }
  if (!plan.isHopeless && !plan.interrupted) {
    for await (const item of read()) {
      if (item.type !== 'row' && item.type !== 'bad') continue
      rows++
      if (item.type === 'row' && plan.isToWrite(item.row)) batch.push(item.row)
      if (batch.length >= Math.min(writer.size.rows, batchSize)) await flush()
      if (options.signal.aborted || rows >= plan.rows) break
    }
    await flush()
  }
  plan.interrupted = options.signal.aborted
  const { created, changed, unchanged } = writer
  const ending = await finishImport({
    ...{ database, actor, source, plan },
    promotions: await promotions.records(),
    nothingLoaded: created + changed + unchanged === 0,
  })
  const { named, created: createdCategories, changed: changedCategories } = categories
  return {
    source,
    dryRun: options.dryRun,
    rows: plan.rows,
    bad: plan.bad,
    products: { created, changed, unchanged, deactivated: ending.deactivated },
    categories: { named, created: createdCategories, changed: changedCategories },
    promotions: ending.promotions,
    interrupted: plan.interrupted,
    broken: plan.broken,
    missing: plan.describeMissing(),
    kept: ending.kept,
    others: plan.others,
  }
}
