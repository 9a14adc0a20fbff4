import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Database, driverError } from '../platform/db/database.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { CategoryResolver } from './category-resolver.ts'
import { describeViolation } from './constraint-violation.ts'
import { type ProductRecord, productRecord, StoredProduct } from './product-record.ts'

const Written = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), outdated: z.array(z.string()) })

/** Attempts to merge a row with a product that changes at the same time. */
const ATTEMPTS = 5

export interface WriterOptions {
  database: Database
  actor: Actor
  categories: CategoryResolver
  source: string
  openingStock: number
  /** Called for a row that can't be stored. */
  onRefused(row: CatalogRow, reason: string): void
}

/** Writes batches of rows. A row that violates a constraint is left out of its batch, the others are stored. */
export class ProductWriter {
  created = 0
  changed = 0
  unchanged = 0
  readonly #options: WriterOptions

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Returns the rows that were stored. */
  async write(rows: readonly CatalogRow[]): Promise<CatalogRow[]> {
    const categoryIds = await this.#options.categories.resolve(rows)
    const stored = new Set(rows)
    const refuse = (row: CatalogRow, reason: string) => {
      stored.delete(row)
      this.#options.onRefused(row, reason)
    }
    let pending = rows.map((row, index) => ({ row, categoryId: categoryIds[index] ?? '' }))
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        for (const { row } of pending) refuse(row, 'is changed by another request at the same time')
        break
      }
      const products = await this.#read(pending.map(({ row }) => row.sku))
      const records = new Map<CatalogRow, ProductRecord>()
      for (const { row, categoryId } of pending) {
        const record = productRecord(row, categoryId, products.get(row.sku), this.#options.openingStock)
        if (record.ok) records.set(row, record.value)
        else refuse(row, record.reason)
      }
      const outdated = await this.#send([...records], refuse)
      pending = pending.filter(({ row }) => outdated.has(row.sku))
    }
    return [...stored]
  }

  async #read(skus: readonly string[]): Promise<Map<string, StoredProduct>> {
    const stored = z.array(StoredProduct).parse(await this.#options.database.call('read_import_products', { skus }))
    return new Map(stored.map((product) => [product.sku, product]))
  }

  /**
   * Sends records in one call. On a constraint violation it sends each half alone, down to the row at fault. Returns the
   * SKUs whose product changed since it was read.
   */
  async #send(
    records: readonly [CatalogRow, ProductRecord][],
    refuse: (row: CatalogRow, reason: string) => void,
  ): Promise<Set<string>> {
    const [first] = records
    if (!first) return new Set()
    try {
      const rows = records.map(([, record]) => record)
      const { database, actor, source } = this.#options
      const answer = await database.call('import_products', { actor, source, rows })
      const written = Written.parse(answer)
      this.created += written.created
      this.changed += written.changed
      this.unchanged += written.unchanged
      return new Set(written.outdated)
    } catch (error) {
      const reason = describeViolation(driverError(error))
      if (reason === null) throw error
      if (records.length === 1) {
        refuse(first[0], reason)
        return new Set()
      }
      const middle = Math.ceil(records.length / 2)
      const outdated = await this.#send(records.slice(0, middle), refuse)
      return new Set([...outdated, ...(await this.#send(records.slice(middle), refuse))])
    }
  }
}
