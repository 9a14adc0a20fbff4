import type { CatalogRow, ReadItem, RowFault } from './catalog-row.ts'
import { CategoryResolver } from './category-resolver.ts'
import { finishImport } from './finish-import.ts'
import type { ImportOptions } from './import-options.ts'
import type { ImportReport } from './import-report.ts'
import { ProductWriter } from './product-writer.ts'
import { PromotionCollector } from './promotion-collector.ts'

/** One import: its batches, its counts and its report. */
export class ImportRun {
  interrupted = false
  readonly #options: ImportOptions
  readonly #categories: CategoryResolver
  readonly #writer: ProductWriter
  readonly #promotions: PromotionCollector
  /** SKU → its first row. */
  readonly #seen = new Map<string, number>()
  /** SKUs whose row was bad: their products and promotions stay unchanged. */
  readonly #spared = new Set<string>()
  #batch: CatalogRow[] = []
  #rows = 0
  #bad = 0
  #broken: ImportReport['broken'] = null
  #doubt: string | null = null

  constructor(options: ImportOptions) {
    this.#options = options
    const { database, actor, source, openingStock } = options
    this.#promotions = new PromotionCollector(source)
    this.#categories = new CategoryResolver({ database, actor, source })
    this.#writer = new ProductWriter({
      database,
      actor,
      categories: this.#categories,
      source,
      openingStock,
      onRefused: (row, reason) => this.#takeBad({ ...row.place, sku: row.sku, reason }),
    })
  }

  async take(item: ReadItem): Promise<void> {
    if (item.type === 'broken') {
      this.#broken = { line: item.line, reason: item.reason }
      return
    }
    if (item.type === 'doubtful') {
      this.#doubt = item.reason
      return
    }
    this.#rows++
    if (item.type === 'bad') this.#takeBad(item.fault)
    else this.#takeRow(item.row)
    if (this.#batch.length >= this.#options.batchSize) await this.#write()
  }

  #takeBad(fault: RowFault): void {
    if (fault.sku !== null && !this.#seen.has(fault.sku)) this.#seen.set(fault.sku, fault.row)
    if (fault.sku !== null && this.#seen.get(fault.sku) === fault.row) this.#spared.add(fault.sku)
    this.#fault(fault)
  }

  #takeRow(row: CatalogRow): void {
    const earlier = this.#seen.get(row.sku)
    if (earlier !== undefined) {
      this.#fault({ ...row.place, sku: row.sku, reason: `is in the file already, in row ${earlier}` })
      return
    }
    const contradiction = this.#promotions.register(row)
    if (contradiction !== null) {
      this.#takeBad({ ...row.place, sku: row.sku, reason: contradiction })
      return
    }
    this.#seen.set(row.sku, row.place.row)
    this.#batch.push(row)
  }

  async finish(): Promise<ImportReport> {
    await this.#write()
    const { created, changed, unchanged } = this.#writer
    const loaded = created + changed + unchanged
    const ending = await finishImport({
      database: this.#options.database,
      actor: this.#options.actor,
      source: this.#options.source,
      seen: [...this.#seen.keys()].filter((sku) => !this.#spared.has(sku)),
      spared: [...this.#spared],
      promotions: await this.#promotions.records(),
      rows: this.#rows,
      bad: this.#bad,
      cut: this.#cut(),
      created,
      nothingLoaded: loaded === 0,
      acceptShrink: this.#options.acceptShrink,
    })
    const { named, created: createdCategories, changed: changedCategories } = this.#categories
    return {
      source: this.#options.source,
      rows: this.#rows,
      bad: this.#bad,
      products: { created, changed, unchanged, deactivated: ending.deactivated },
      categories: { named, created: createdCategories, changed: changedCategories },
      promotions: ending.promotions,
      interrupted: this.interrupted,
      broken: this.#broken,
      kept: ending.kept,
      others: ending.others,
    }
  }

  #cut(): string | null {
    if (this.interrupted) return 'the import was stopped'
    return this.#broken ? 'the file is broken' : this.#doubt
  }

  async #write(): Promise<void> {
    if (this.#batch.length === 0) return
    const stored = await this.#writer.write(this.#batch)
    this.#batch = []
    for (const row of stored) this.#promotions.addProduct(row)
    this.#options.onProgress(this.#rows)
  }

  #fault(fault: RowFault): void {
    this.#bad++
    this.#options.onFault(fault)
  }
}
