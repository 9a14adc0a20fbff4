import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import type { CatalogRow } from './catalog-row.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** What `read_import_products` tells of a product. */
export const KnownProduct = z.object({
  sku: z.string(),
  version: z.int(),
  barcode: z.string().nullable(),
  name: LocalizedText,
  brand: LocalizedText.nullable().catch(null),
  unit: z.enum(['each', 'g']),
  content_quantity: z.int().nullable(),
  content_unit: z.enum(['g', 'ml', 'each']).nullable(),
  age_restricted: z.boolean(),
  temperature: z.enum(['ambient', 'chilled', 'frozen']),
})
export type KnownProduct = z.output<typeof KnownProduct>

/** A row as `import_products` takes it. */
export interface ProductRecord {
  sku: string
  /** Of the product that the row was laid over; null when there was none. */
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
 * Lays a row over what the shop has. What the file doesn't say stays: a barcode that staff added, a language that the
 * file lacks, a temperature that was corrected.
 */
export function productRecord(
  row: CatalogRow,
  categoryId: string,
  known: KnownProduct | undefined,
  openingStock: number,
): Parsed<ProductRecord> {
  if (known && known.unit !== row.unit) {
    return refused(`unit: is ${known.unit} in the shop and can't become ${row.unit}: its stock is counted in it`)
  }
  const barcode = row.barcode ?? known?.barcode ?? null
  const name = { ...known?.name, ...row.name }
  const brand = known?.brand || row.brand ? { ...known?.brand, ...row.brand } : null
  const priceQuantity = row.unit === 'g' ? 1000 : 1
  return parsed({
    sku: row.sku,
    version: known?.version ?? null,
    barcode,
    name,
    brand,
    category_id: categoryId,
    unit: row.unit,
    price: row.priceMinor,
    price_quantity: priceQuantity,
    content_quantity: row.contentSize?.quantity ?? known?.content_quantity ?? null,
    content_unit: row.contentSize?.unit ?? known?.content_unit ?? null,
    age_restricted: row.ageRestricted ?? known?.age_restricted ?? false,
    temperature: row.temperature ?? known?.temperature ?? 'ambient',
    // The default counts pieces; of goods sold by weight it counts kilograms.
    stock: row.stock ?? openingStock * priceQuantity,
  })
}
