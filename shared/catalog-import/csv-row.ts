import * as z from 'zod'
import { isValidBarcode } from '../catalog/barcode.ts'
import { Sku } from '../values.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { parseCategoryPath } from './category-path.ts'
import { describeIssues } from './describe-issues.ts'
import { cleanTexts } from './localized-names.ts'
import { parsePrice } from './money.ts'
import { CleanText as Cell } from './text-schemas.ts'

const HIGHEST_STOCK = 1_000_000_000

/** An empty cell is null; any other must match `schema`. */
const optional = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  Cell.transform((text) => (text === '' ? null : text)).pipe(schema.nullable())
const whole = (least: number, most: number) =>
  optional(
    z
      .string()
      .regex(/^\d{1,10}$/, 'is not a whole number')
      .transform(Number)
      .refine((number) => number >= least && number <= most, `is not between ${least} and ${most}`),
  )

const Price = z.string().transform((text, context) => {
  const price = parsePrice(text)
  if (price.ok) return price.value
  context.addIssue({ code: 'custom', message: price.reason })
  return z.NEVER
})
const TRUTH: Record<string, boolean> = { true: true, yes: true, '1': true, false: false, no: false, '0': false }
const Truth = z.string().transform((text, context) => {
  const value = TRUTH[text.toLowerCase()]
  if (value !== undefined) return value
  context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is neither true nor false` })
  return z.NEVER
})

/** Every column, in its usual order. */
const CsvRow = z
  .object({
    sku: Cell.pipe(Sku),
    barcode: optional(z.string().refine(isValidBarcode, 'is not a valid barcode')),
    name_en: Cell,
    name_zh_hant: Cell,
    name_zh_hans: Cell,
    brand_en: Cell,
    brand_zh_hant: Cell,
    brand_zh_hans: Cell,
    category: Cell.pipe(z.string().min(1, 'is missing')),
    unit: optional(z.enum(['each', 'g'], 'is neither "each" nor "g"')),
    price: Cell.pipe(z.string().min(1, 'is missing').pipe(Price)),
    price_quantity: whole(1, 1000),
    content_quantity: whole(1, 1_000_000),
    content_unit: optional(z.enum(['g', 'ml', 'each'], 'is not one of "g", "ml", "each"')),
    age_restricted: optional(Truth),
    temperature: optional(z.enum(['ambient', 'chilled', 'frozen'], 'is not one of "ambient", "chilled", "frozen"')),
    stock: whole(0, HIGHEST_STOCK),
  })
  .superRefine((row, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (!row.name_en && !row.name_zh_hant && !row.name_zh_hans) fault('name_en', 'a name is needed in one language')
    if ((row.content_quantity === null) !== (row.content_unit === null)) {
      fault('content_quantity', 'goes together with content_unit')
    }
    const needed = row.unit === 'g' ? 1000 : 1
    if (row.price_quantity !== null && row.price_quantity !== needed) {
      fault('price_quantity', `is ${needed} for products sold by ${row.unit ?? 'each'}`)
    }
  })

export const CSV_COLUMNS: readonly string[] = Object.keys(CsvRow.shape)
export const REQUIRED_CSV_COLUMNS = ['sku', 'category', 'price'] as const

/** Reads one row; columns that the file doesn't have count as empty. */
export function readCsvRow(cells: Readonly<Record<string, string>>, place: Place): ReadItem {
  const result = CsvRow.safeParse({ ...Object.fromEntries(CSV_COLUMNS.map((column) => [column, ''])), ...cells })
  if (!result.success) {
    const sku = Cell.pipe(Sku).safeParse(cells.sku).data ?? null
    return { type: 'bad', fault: { ...place, sku, reason: describeIssues(result.error) } }
  }
  const row = result.data
  const name = cleanTexts({ en: row.name_en, 'zh-Hant': row.name_zh_hant, 'zh-Hans': row.name_zh_hans })
  const categoryPath = parseCategoryPath(row.category)
  if (!name || categoryPath.length === 0) {
    return { type: 'bad', fault: { ...place, sku: row.sku, reason: 'category: is empty' } }
  }
  return {
    type: 'row',
    row: {
      place,
      sku: row.sku,
      barcode: row.barcode,
      name,
      brand: cleanTexts({ en: row.brand_en, 'zh-Hant': row.brand_zh_hant, 'zh-Hans': row.brand_zh_hans }),
      categoryPath,
      unit: row.unit ?? 'each',
      priceMinor: row.price,
      contentSize:
        row.content_quantity && row.content_unit ? { quantity: row.content_quantity, unit: row.content_unit } : null,
      ageRestricted: row.age_restricted,
      temperature: row.temperature,
      openingStock: row.stock,
      promotions: [],
    },
  }
}
