import { barcodeNumber } from '../catalog/barcode.ts'
import { type BarcodeClaim, type PlannedRow, resolveBarcodes } from './barcode-claims.ts'
import type { CatalogRow, ReadItem, RowFault } from './catalog-row.ts'
import type { PromotionCollector } from './promotion-collector.ts'
import { rowFault } from './row-fault.ts'
import { shrinkGuard } from './shrink-guard.ts'
import type { SourceProducts } from './source-products.ts'
import { type Holder, type StoredProduct, skuKey } from './stored-products.ts'

const MOST_LISTED = 100
const MOST_MISPLACED = 1_000
/** Rows after which a file of which nearly nothing can be loaded is given up: it has other columns, or is no catalog. */
const GIVE_UP_AFTER = 1_000
const HOPELESS_SHARE = 0.99

interface PlanOptions {
  products: SourceProducts
  promotions: PromotionCollector
  acceptShrink: boolean
  onFault(fault: RowFault): void
}

/**
 * What an import will do, decided from the whole file and the stored products before anything is written: which rows are
 * bad, who gets a barcode, and whether missing products are deactivated.
 */
export class ImportPlan {
  rows = 0
  bad = 0
  broken: { line: number; reason: string } | null = null
  interrupted = false
  /** Active products of other sources that the file doesn't list. */
  others: number
  /** Why nothing is deactivated; null when missing products are. Set by `decide`. */
  kept: string | null = null
  /** SKUs of products that no source lists any more. */
  missing: string[] = []
  /** SKUs of products that another source still lists. */
  shared: string[] = []
  /** SKU key of a row → SKU of the product that yields its barcode to it. */
  readonly yields = new Map<string, string>()
  readonly #options: PlanOptions
  readonly #rows = new Map<string, PlannedRow>()
  readonly #claims: BarcodeClaim[] = []
  /** Why a SKU of the file is unknown: then nobody knows which product is missing. */
  #unreadable: string | null = null
  #gaveUp = false
  #doubt: string | null = null
  /** SKU key → where it stands. */
  readonly #misplaced = new Map<string, string>()

  constructor(options: PlanOptions) {
    this.#options = options
    this.others = options.products.others
  }

  /** Nothing of the file is to be written. */
  get isHopeless(): boolean {
    return this.broken !== null && this.#gaveUp
  }

  get source(): SourceProducts {
    return this.#options.products
  }

  /** Registers what was read. Returns the row if it is to be compared with the stored products. */
  take(item: ReadItem): CatalogRow | null {
    if (item.type === 'broken') this.broken = { line: item.line, reason: item.reason }
    if (item.type === 'doubtful') this.#doubt = item.reason
    if (item.type === 'broken' || item.type === 'doubtful') return null
    this.rows++
    const row = item.type === 'row' ? this.#takeRow(item.row) : null
    if (item.type === 'bad') this.#takeBad(item.fault)
    this.#lookForMisplacedSku(item)
    if (this.bad >= GIVE_UP_AFTER && this.bad >= this.rows * HOPELESS_SHARE) this.#giveUp(item)
    return row
  }

  #takeRow(row: CatalogRow): CatalogRow | null {
    const { sku, place } = row
    const earlier = this.#rows.get(skuKey(sku))
    if (earlier !== undefined) {
      const message = `is in the file already, in row ${earlier.row}: remove one of the rows`
      this.#fault(rowFault(place, sku, [{ field: 'sku', value: sku, message }]))
      return null
    }
    const planned = { sku, ...place, isBad: false }
    this.#rows.set(skuKey(sku), planned)
    const contradiction = this.#options.promotions.register(row)
    if (contradiction !== null) {
      planned.isBad = true
      this.#fault(rowFault(place, sku, [contradiction]))
      return null
    }
    return row
  }

  #takeBad(fault: RowFault): void {
    const { sku, row, line } = fault
    if (sku === null) this.#unreadable ??= `the SKU of row ${row} (line ${line}) can't be read`
    else if (!this.#rows.has(skuKey(sku))) this.#rows.set(skuKey(sku), { sku, row, line, isBad: true })
    this.#fault(fault)
  }

  /**
   * Notes SKUs of the source that stand where no SKU should: in another column of a row whose own SKU the source doesn't
   * have, because columns are swapped, or at the start of a line within a cell, because a quote is not closed.
   */
  #lookForMisplacedSku(item: ReadItem & { type: 'row' | 'bad' }): void {
    if (this.#unreadable !== null || this.#misplaced.size >= MOST_MISPLACED) return
    const { row, line } = item.type === 'row' ? item.row.place : item.fault
    const sku = item.type === 'row' ? item.row.sku : item.fault.sku
    if (sku !== null && !this.#options.products.has(sku)) {
      if (item.type === 'bad' && item.isMalformed) {
        this.#unreadable = `the SKU of row ${row} (line ${line}) can't be read for certain`
      }
      for (const text of item.otherTexts)
        this.#noteMisplaced(text.trim(), `in another column of row ${row} (line ${line})`)
    }
    for (const text of item.otherTexts) {
      if (!/[\r\n]/.test(text)) continue
      for (const inner of text.split(/[\r\n]+/).slice(1)) {
        this.#noteMisplaced(/^[\w.-]*/.exec(inner)?.[0] ?? '', `within a cell of row ${row} (line ${line})`)
      }
    }
  }

  #noteMisplaced(text: string, where: string): void {
    if (text !== '' && this.#options.products.has(text))
      this.#misplaced.set(skuKey(text), `the SKU ${text} is ${where}`)
  }

  #giveUp(item: ReadItem & { type: 'row' | 'bad' }): void {
    const { line } = item.type === 'row' ? item.row.place : item.fault
    const share = this.bad === this.rows ? 'all' : 'nearly all'
    const reason = `${share} of its first ${this.rows} rows are bad, so the rest was not read: correct them first`
    this.broken = { line, reason }
    this.#gaveUp = true
  }

  /** Compares a row that was taken with its stored product and the holder of its barcode. */
  compare(
    row: CatalogRow,
    refusal: RowFault | null,
    stored: StoredProduct | undefined,
    holder: Holder | undefined,
  ): void {
    const planned = this.#rows.get(skuKey(row.sku))
    if (planned === undefined) return
    if (refusal !== null) {
      planned.isBad = true
      this.#fault(refusal)
      return
    }
    const isOfOther = stored?.active && stored.source !== null && stored.source !== this.source.source
    if (isOfOther) this.others--
    const storedNumber = stored?.barcode == null ? null : barcodeNumber(stored.barcode)
    const number = row.barcode === undefined ? storedNumber : row.barcode === null ? null : barcodeNumber(row.barcode)
    if (number !== null || storedNumber !== null) {
      this.#claims.push({
        planned,
        storedSku: stored?.sku ?? row.sku,
        barcode: row.barcode ?? null,
        number,
        storedNumber,
        holder,
      })
    }
  }

  /** Decides after the last row. */
  decide(): void {
    const hasGoodRow = [...this.#rows.values()].some(({ isBad }) => !isBad)
    const { unlisted, guard } = shrinkGuard(this.#options.products, (sku) => this.#rows.has(skuKey(sku)))
    const { acceptShrink } = this.#options
    this.missing = unlisted
    this.shared = this.#options.products.shared.filter((sku) => !this.#rows.has(skuKey(sku)))
    this.kept = this.#cut() ?? (hasGoodRow ? null : 'nothing was loaded') ?? (acceptShrink ? null : guard)
    const isLeaving = new Set(this.kept === null ? unlisted : [])
    resolveBarcodes(this.#claims, {
      isLeaving: (sku) => isLeaving.has(sku),
      planned: (sku) => this.#rows.get(skuKey(sku)),
      refuse: (claim, message) => {
        claim.planned.isBad = true
        const { sku, row, line } = claim.planned
        this.#fault(rowFault({ row, line }, sku, [{ field: 'barcode', value: claim.barcode, message }]))
      },
      release: (claim, sku) => this.yields.set(skuKey(claim.planned.sku), sku),
    })
  }

  #cut(): string | null {
    if (this.interrupted) return 'the import was stopped'
    if (this.broken !== null) return 'the file is broken'
    const misplaced = [...this.#misplaced].find(([key]) => !this.#rows.has(key))
    return this.#doubt ?? this.#unreadable ?? misplaced?.[1] ?? null
  }

  /** Whether a row of the second reading is to be written. */
  isToWrite({ sku, place }: CatalogRow): boolean {
    const planned = this.#rows.get(skuKey(sku))
    return planned !== undefined && !planned.isBad && planned.row === place.row
  }

  /** A row that the database refused although the plan has it: something else changed at the same time. */
  fail(row: CatalogRow, fault: RowFault): void {
    const planned = this.#rows.get(skuKey(row.sku))
    if (planned !== undefined) planned.isBad = true
    this.#fault(fault)
  }

  /** SKUs of the file, of rows that are loaded and of those that are bad. */
  listed(): { seen: string[]; spared: string[] } {
    const rows = [...this.#rows.values()]
    return {
      seen: rows.filter(({ isBad }) => !isBad).map(({ sku }) => sku),
      spared: rows.filter(({ isBad }) => isBad).map(({ sku }) => sku),
    }
  }

  /** For a report. */
  describeMissing(): { count: number; skus: string[] } {
    return { count: this.missing.length, skus: this.missing.slice(0, MOST_LISTED) }
  }

  #fault(fault: RowFault): void {
    this.bad++
    this.#options.onFault(fault)
  }
}
