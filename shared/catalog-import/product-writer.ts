import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { driverError } from '../platform/db/database.ts'
import { BatchSize } from './breathing-space.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { CategoryResolver } from './category-resolver.ts'
import { describeViolation } from './constraint-violation.ts'
import type { ImportDatabase } from './import-database.ts'
import { findUnitFault, isChange, type ProductRecord, productRecord } from './product-record.ts'
import { readStoredProducts, skuKey } from './stored-products.ts'

const Written = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), outdated: z.array(z.string()) })

/** Attempts to merge a row with a product that changes at the same time. */
const ATTEMPTS = 5

export interface WriterOptions {
  database: ImportDatabase
  actor: Actor
  categories: CategoryResolver
  source: string
  openingStock: number
  /** SKU key of a row → SKU of the product that gives it its barcode. */
  yields: ReadonlyMap<string, string>
  /** The most rows of one call. */
  batchSize: number
  /** Called for a row that can't be stored. */
  onRefused(row: CatalogRow, field: string | null, reason: string): void
}

type Refuse = (row: CatalogRow, field: string | null, reason: string) => void

/** Writes batches of rows. A row that violates a constraint is left out of its batch, the others are stored. */
export class ProductWriter {
  created = 0
  changed = 0
  unchanged = 0
  readonly size: BatchSize
  readonly #options: WriterOptions
  readonly #releasing: ReadonlySet<string>

  constructor(options: WriterOptions) {
    this.#options = options
    this.size = new BatchSize(options.batchSize)
    this.#releasing = new Set([...options.yields.values()].map(skuKey))
  }

  /** Returns the rows that were stored or need no change. */
  async write(rows: readonly CatalogRow[]): Promise<CatalogRow[]> {
    const categoryIds = await this.#options.categories.resolve(rows)
    const stored = new Set(rows)
    const refuse: Refuse = (row, field, reason) => {
      stored.delete(row)
      this.#options.onRefused(row, field, reason)
    }
    let pending = rows.map((row, index) => ({ row, categoryId: categoryIds[index] ?? '' }))
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        for (const { row } of pending)
          refuse(row, null, 'is changed by another request at the same time: import it again')
        break
      }
      const records = await this.#merge(pending, refuse)
      const outdated = await this.size.measure(rows.length, () => this.#send(records, refuse))
      pending = pending.filter(({ row }) => outdated.has(skuKey(row.sku)))
    }
    return [...stored]
  }

  /** The records that change something. */
  async #merge(
    pending: readonly { row: CatalogRow; categoryId: string }[],
    refuse: Refuse,
  ): Promise<[CatalogRow, ProductRecord][]> {
    const { database, source, openingStock } = this.#options
    const found = await readStoredProducts(
      database,
      pending.map(({ row }) => row),
    )
    return pending.flatMap(({ row, categoryId }): [CatalogRow, ProductRecord][] => {
      const product = found.productOf(row)
      const fault = findUnitFault(row, product)
      if (fault !== null) {
        refuse(row, 'unit', fault)
        return []
      }
      const record = productRecord(row, categoryId, product, openingStock)
      // A product that has given its barcode to an earlier row of this import has changed already.
      if (product === undefined || this.#releasing.has(skuKey(row.sku)) || isChange(record, product, source)) {
        return [[row, record]]
      }
      this.unchanged++
      return []
    })
  }

  /**
   * Sends records in one call. On a constraint violation it sends each half alone, down to the row at fault. Returns the
   * SKU keys of products that changed since they were read.
   */
  async #send(records: readonly [CatalogRow, ProductRecord][], refuse: Refuse): Promise<Set<string>> {
    const [first] = records
    if (!first) return new Set()
    try {
      const { database, actor, source, yields } = this.#options
      const release = records.flatMap(([{ sku }]) => yields.get(skuKey(sku)) ?? [])
      const rows = records.map(([, record]) => record)
      const written = await database.write('import_products', { actor, source, release, rows }, Written)
      const outdated = new Set(written.outdated.map(skuKey))
      for (const { sku, version } of rows) {
        if (outdated.has(skuKey(sku))) continue
        if (version === null) this.created++
        else this.changed++
      }
      return outdated
    } catch (error) {
      const reason = describeViolation(driverError(error))
      if (reason === null) throw error
      if (records.length === 1) {
        refuse(first[0], null, reason)
        return new Set()
      }
      const middle = Math.ceil(records.length / 2)
      const outdated = await this.#send(records.slice(0, middle), refuse)
      return new Set([...outdated, ...(await this.#send(records.slice(middle), refuse))])
    }
  }
}
