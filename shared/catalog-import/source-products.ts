import * as z from 'zod'
import type { ImportDatabase } from './import-database.ts'
import { skuKey } from './stored-products.ts'

const Page = z.object({
  products: z.array(z.object({ sku: z.string(), isShared: z.boolean() })),
  others: z.int().nullable(),
})

/** The active products of a source before an import. */
export class SourceProducts {
  readonly source: string
  /** SKUs of products that no other source lists. */
  readonly own: string[] = []
  /** SKUs of products that another source lists as well. */
  readonly shared: string[] = []
  /** Active products of other sources. */
  others = 0
  readonly #keys = new Set<string>()

  constructor(source: string) {
    this.source = source
  }

  /** Reads them page by page: the call takes a few milliseconds. */
  static async read(database: ImportDatabase, source: string): Promise<SourceProducts> {
    const found = new SourceProducts(source)
    for (let after: string | null = ''; after !== null; ) {
      const page: z.output<typeof Page> = await database.read('read_import_source', { source, after }, Page)
      for (const { sku, isShared } of page.products) {
        ;(isShared ? found.shared : found.own).push(sku)
        found.#keys.add(skuKey(sku))
      }
      found.others = page.others ?? found.others
      after = page.products.at(-1)?.sku ?? null
    }
    return found
  }

  has(sku: string): boolean {
    return this.#keys.has(skuKey(sku))
  }
}
