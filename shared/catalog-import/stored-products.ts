import * as z from 'zod'
import { barcodeNumber } from '../catalog/barcode.ts'
import { StoredText } from '../localized-text.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { ImportDatabase } from './import-database.ts'

/** SKUs are unique without regard to case. */
export const skuKey = (sku: string): string => sku.toLowerCase()

/** A product as `read_import_products` returns it. */
export const StoredProduct = z.object({
  sku: z.string(),
  version: z.int(),
  barcode: z.string().nullable(),
  name: StoredText,
  brand: StoredText.nullable(),
  category_id: z.string(),
  unit: z.enum(['each', 'g']),
  price: z.int(),
  content_quantity: z.int().nullable(),
  content_unit: z.enum(['g', 'ml', 'each']).nullable(),
  age_restricted: z.boolean(),
  temperature: z.enum(['ambient', 'chilled', 'frozen']),
  source: z.string().nullable(),
  active: z.boolean(),
})
export type StoredProduct = z.output<typeof StoredProduct>

/** A product that has a barcode which a row has too. */
const Holder = z.object({ number: z.string(), sku: z.string(), source: z.string().nullable(), active: z.boolean() })
export type Holder = z.output<typeof Holder>

const Found = z.object({ products: z.array(StoredProduct), holders: z.array(Holder) })

/** The stored products of rows by their key, and the holders of the rows' barcodes by number. */
export async function readStoredProducts(database: ImportDatabase, rows: readonly CatalogRow[]) {
  const numbers = rows.flatMap(({ barcode }) => (barcode ? [barcodeNumber(barcode)] : []))
  const { products, holders } = await database.read(
    'read_import_products',
    { skus: rows.map(({ sku }) => sku), barcodes: numbers },
    Found,
  )
  const byKey = new Map(products.map((product) => [skuKey(product.sku), product]))
  const byNumber = new Map(holders.map((holder) => [holder.number, holder]))
  return {
    productOf: ({ sku }: CatalogRow) => byKey.get(skuKey(sku)),
    holderOf({ sku, barcode }: CatalogRow): Holder | undefined {
      const holder = barcode ? byNumber.get(barcodeNumber(barcode)) : undefined
      return holder !== undefined && skuKey(holder.sku) !== skuKey(sku) ? holder : undefined
    },
  }
}
