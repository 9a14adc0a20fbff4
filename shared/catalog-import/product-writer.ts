import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Database, driverError } from '../platform/db/database.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { CategoryBook } from './category-book.ts'
import { KnownProduct, type ProductRecord, productRecord } from './product-record.ts'
import { reasonOfViolation } from './violation.ts'

const Written = z.object({ created: z.int(), changed: z.int(), unchanged: z.int(), moved: z.array(z.string()) })

/** How often a row is laid anew over a product that somebody else keeps changing. */
const TRIES = 5

export interface WriterOptions {
  database: Database
  actor: Actor
  categories: CategoryBook
  source: string
  openingStock: number
  /** A row that the database would not take. */
  onRefused(row: CatalogRow, reason: string): void
}

/** Writes batches of rows, and counts. Of a batch with a row that violates a constraint only that row is left out. */
export class ProductWriter {
  created = 0
  changed = 0
  unchanged = 0
  readonly #options: WriterOptions

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** @returns the rows that are now in the shop */
  async write(rows: readonly CatalogRow[]): Promise<CatalogRow[]> {
    const categoryIds = await this.#options.categories.idsOf(rows)
    const stored = new Set(rows)
    const refuse = (row: CatalogRow, reason: string) => {
      stored.delete(row)
      this.#options.onRefused(row, reason)
    }
    let pending = rows.map((row, index) => ({ row, categoryId: categoryIds[index] ?? '' }))
    for (let tries = 0; pending.length > 0; tries++) {
      if (tries === TRIES) {
        for (const { row } of pending) refuse(row, 'is being changed by somebody else at the same time')
        break
      }
      const known = await this.#read(pending.map(({ row }) => row.sku))
      const records = new Map<CatalogRow, ProductRecord>()
      for (const { row, categoryId } of pending) {
        const record = productRecord(row, categoryId, known.get(row.sku), this.#options.openingStock)
        if (record.ok) records.set(row, record.value)
        else refuse(row, record.reason)
      }
      const moved = await this.#send([...records], refuse)
      pending = pending.filter(({ row }) => moved.has(row.sku))
    }
    return [...stored]
  }

  async #read(skus: readonly string[]): Promise<Map<string, KnownProduct>> {
    const products = z.array(KnownProduct).parse(await this.#options.database.call('read_import_products', { skus }))
    return new Map(products.map((product) => [product.sku, product]))
  }

  /** Sends records in one call; when a constraint refuses them, each half alone, down to the row that it is about. */
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
      return new Set(written.moved)
    } catch (error) {
      const reason = reasonOfViolation(driverError(error))
      if (reason === null) throw error
      if (records.length === 1) {
        refuse(first[0], reason)
        return new Set()
      }
      const middle = Math.ceil(records.length / 2)
      const moved = await this.#send(records.slice(0, middle), refuse)
      return new Set([...moved, ...(await this.#send(records.slice(middle), refuse))])
    }
  }
}
