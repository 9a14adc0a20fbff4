import * as z from 'zod'
import { type LocalizedText, StoredText } from '../localized-text.ts'
import type { CatalogRow } from './catalog-row.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** A product as `read_import_products` returns it. */
export const StoredProduct = z.object({
  sku: z.string(),
  version: z.int(),
  barcode: z.string().nullable(),
  name: StoredText,
  brand: StoredText.nullable(),
  unit: z.enum(['each', 'g']),
  content_quantity: z.int().nullable(),
  content_unit: z.enum(['g', 'ml', 'each']).nullable(),
  age_restricted: z.boolean(),
  temperature: z.enum(['ambient', 'chilled', 'frozen']),
})
export type StoredProduct = z.output<typeof StoredProduct>

/** A row as `import_products` takes it. */
export interface ProductRecord {
  sku: string
  /** Version of the stored product that the row was merged with; null for a new product. */
  version: number | null
  barcode: string | null
  name: LocalizedText
  brand: LocalizedText | null
  category_id: string
  unit: 'each' | 'g'
  price: number
  price_quantity: number
  content_quantity: number | null
  content_unit: 'g' | 'ml' | 'each' | null
  age_restricted: boolean
  temperature: 'ambient' | 'chilled' | 'frozen'
  stock: number
}

/**
 * Merges a row with the stored product. Values that the file doesn't have stay: a barcode that staff added, a language
 * that the file lacks, a temperature that staff corrected.
 */
export function productRecord(
  row: CatalogRow,
  categoryId: string,
  stored: StoredProduct | undefined,
  openingStock: number,
): Parsed<ProductRecord> {
  if (stored && stored.unit !== row.unit) {
    return refused(
      `unit: is ${stored.unit} in the shop and can't become ${row.unit}: its stock is counted in ${stored.unit}`,
    )
  }
  const barcode = row.barcode ?? stored?.barcode ?? null
  const name = { ...stored?.name, ...row.name }
  const brand = stored?.brand || row.brand ? { ...stored?.brand, ...row.brand } : null
  const priceQuantity = row.unit === 'g' ? 1000 : 1
  return parsed({
    sku: row.sku,
    version: stored?.version ?? null,
    barcode,
    name,
    brand,
    category_id: categoryId,
    unit: row.unit,
    price: row.priceMinor,
    price_quantity: priceQuantity,
    content_quantity: row.contentSize?.quantity ?? stored?.content_quantity ?? null,
    content_unit: row.contentSize?.unit ?? stored?.content_unit ?? null,
    age_restricted: row.ageRestricted ?? stored?.age_restricted ?? false,
    temperature: row.temperature ?? stored?.temperature ?? 'ambient',
    // The default is in pieces, or in kilograms for products sold by weight.
    stock: row.openingStock ?? openingStock * priceQuantity,
  })
}
