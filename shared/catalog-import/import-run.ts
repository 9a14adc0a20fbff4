import type { CatalogRow, ReadItem, RowFault } from './catalog-row.ts'
import { CategoryBook } from './category-book.ts'
import { finishImport } from './finish-import.ts'
import type { ImportOptions } from './import-options.ts'
import type { ImportReport } from './import-report.ts'
import { PromotionBook } from './offers/promotion-book.ts'
import { ProductWriter } from './product-writer.ts'

/** What an import gathers on its way through a file. */
export class ImportRun {
  interrupted = false
  readonly #options: ImportOptions
  readonly #store: string | null
  readonly #source: string
  readonly #categories: CategoryBook
  readonly #writer: ProductWriter
  readonly #offers: PromotionBook
  readonly #storesSeen = new Set<string>()
  /** SKU → its row: what is in the file isn't gone, and isn't there twice. */
  readonly #seen = new Map<string, number>()
  /** SKUs whose row was bad: nothing is known of them, so nothing about them changes. */
  readonly #spared = new Set<string>()
  #batch: CatalogRow[] = []
  #rows = 0
  #bad = 0
  #unsold = 0
  #broken: ImportReport['broken'] = null
  #doubt: string | null = null

  constructor(options: ImportOptions, store: string | null) {
    this.#options = options
    this.#store = store
    this.#source = store === null ? options.format : `${options.format}:${store}`
    this.#offers = new PromotionBook(this.#source)
    const { database, actor, openingStock } = options
    const source = this.#source
    this.#categories = new CategoryBook({ database, actor, source })
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
    if (item.type === 'unsold') {
      this.#unsold++
      for (const store of item.stores) this.#storesSeen.add(store)
    } else if (item.type === 'bad') {
      this.#takeBad(item.fault)
    } else {
      this.#takeRow(item.row)
    }
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
    this.#seen.set(row.sku, row.place.row)
    this.#batch.push(row)
  }

  async finish(): Promise<ImportReport> {
    await this.#write()
    const { created, changed, unchanged } = this.#writer
    const loaded = created + changed + unchanged
    const unknownStore = this.#store !== null && loaded === 0 && this.#storesSeen.size > 0 && !this.interrupted
    const ending = await finishImport({
      database: this.#options.database,
      actor: this.#options.actor,
      source: this.#source,
      seen: [...this.#seen.keys()].filter((sku) => !this.#spared.has(sku)),
      spared: [...this.#spared],
      offers: this.#store === null ? null : this.#offers,
      rows: this.#rows,
      bad: this.#bad,
      cut: this.#cut(),
      created,
      nothingLoaded: loaded === 0,
      acceptShrink: this.#options.acceptShrink,
    })
    const { named, created: createdCategories, changed: changedCategories } = this.#categories
    return {
      source: this.#source,
      rows: this.#rows,
      bad: this.#bad,
      unsold: this.#unsold,
      products: { created, changed, unchanged, deactivated: ending.deactivated },
      categories: { named, created: createdCategories, changed: changedCategories },
      promotions: ending.promotions,
      offers: this.#store === null ? null : { read: this.#offers.read, refused: ending.refusedOffers },
      interrupted: this.interrupted,
      broken: this.#broken,
      unknownStore: unknownStore ? { asked: this.#store ?? '', seen: [...this.#storesSeen].sort() } : null,
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
    for (const row of stored) this.#offers.add(row)
    this.#options.onProgress(this.#rows)
  }

  #fault(fault: RowFault): void {
    this.#bad++
    this.#options.onFault(fault)
  }
}
