import type { LocalizedText } from '../localized-text.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { StoredProduct } from './stored-products.ts'

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

/** Why a row can't be merged with the stored product, or null. */
export function findUnitFault(row: CatalogRow, stored: StoredProduct | undefined): string | null {
  if (stored === undefined || stored.unit === row.unit) return null
  return `is ${stored.unit} in the shop and can't become ${row.unit}, because its stock is counted in ${stored.unit}: give it a new SKU`
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
): ProductRecord {
  const priceQuantity = row.unit === 'g' ? 1000 : 1
  return {
    sku: stored?.sku ?? row.sku,
    version: stored?.version ?? null,
    barcode: row.barcode === undefined ? (stored?.barcode ?? null) : row.barcode,
    name: { ...stored?.name, ...row.name },
    brand: stored?.brand || row.brand ? { ...stored?.brand, ...row.brand } : null,
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
  }
}

/** Whether a record would change the stored product, or make it one of this source. */
export function isChange(record: ProductRecord, stored: StoredProduct, source: string): boolean {
  return (
    stored.source !== source ||
    record.barcode !== stored.barcode ||
    record.category_id !== stored.category_id ||
    record.price !== stored.price ||
    record.content_quantity !== stored.content_quantity ||
    record.content_unit !== stored.content_unit ||
    record.age_restricted !== stored.age_restricted ||
    record.temperature !== stored.temperature ||
    !isSameText(record.name, stored.name) ||
    !isSameText(record.brand, stored.brand)
  )
}

function isSameText(one: LocalizedText | null, other: Readonly<Record<string, string>> | null): boolean {
  if (one === null || other === null) return one === other
  const languages = Object.keys(one)
  return (
    languages.length === Object.keys(other).length && languages.every((language) => one[language] === other[language])
  )
}
