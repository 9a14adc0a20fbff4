import * as z from 'zod'
import { findBarcodeFault } from '../catalog/barcode.ts'
import { ContentUnit, Temperature } from '../catalog/product-record.ts'
import { priceQuantity } from '../catalog/product-requests.ts'
import { checkPromotionTerms, promotionTerms } from '../promotions/promotion-requests.ts'
import { LARGEST_PRICE, Sku, Unit } from '../values.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { MOST_LEVELS, parseCategoryPath } from './category-path.ts'
import { problemsOf } from './describe-issues.ts'
import { rowFault, wholeRow } from './row-fault.ts'
import { CleanText, OptionalTexts, RequiredTexts } from './text-schemas.ts'

const LARGEST_STOCK = 1_000_000_000
const MOST_PROMOTIONS = 20
/** A product has a few hundred at most. Each one would be checked and reported. */
const MOST_VALUES = 2_000

const PathText = z
  .string()
  .max(5_000)
  .transform((text, context) => {
    const path = parseCategoryPath(text)
    if (path.ok) return path.value
    context.addIssue({ code: 'custom', message: path.reason })
    return z.NEVER
  })
const PathNames = z.array(z.unknown()).min(1, 'is empty').max(MOST_LEVELS).pipe(z.array(RequiredTexts))
const CategoryPath = z.unknown().transform((value, context) => {
  if (typeof value !== 'string' && !Array.isArray(value)) {
    const message =
      value === undefined ? 'is missing' : 'is neither a path ("Dairy > Milk") nor a list of names in languages'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  const path = (typeof value === 'string' ? PathText : PathNames).safeParse(value)
  if (path.success) return path.data
  for (const { path: at, message } of path.error.issues) context.addIssue({ code: 'custom', path: [...at], message })
  return z.NEVER
})

const Barcode = z.string().superRefine((text, context) => {
  const message = findBarcodeFault(text)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

const ProductPromotion = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'may have letters, digits, dot, dash and underscore'),
    ...promotionTerms,
    description: RequiredTexts,
  })
  .superRefine(checkPromotionTerms)

/** A product of a JSON file: the fields of `POST /admin/products`, its category by path, and its promotions. */
const JsonProduct = z
  .strictObject({
    sku: CleanText.pipe(Sku),
    barcode: Barcode.nullish(),
    name: RequiredTexts,
    brand: OptionalTexts.nullish(),
    category: CategoryPath,
    unit: Unit.default('each'),
    price: z.int().min(1).max(LARGEST_PRICE),
    priceQuantity: z.int().optional(),
    content: z.strictObject({ quantity: z.int().min(1).max(1_000_000), unit: ContentUnit }).nullish(),
    ageRestricted: z.boolean().nullish(),
    temperature: Temperature.nullish(),
    openingStock: z.int().min(0).max(LARGEST_STOCK).nullish(),
    // The number of entries is checked first: a list of thousands would take as many checks.
    promotions: z
      .array(z.unknown())
      .max(MOST_PROMOTIONS)
      .pipe(z.array(ProductPromotion))
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'has one id twice')
      .default([]),
  })
  .superRefine(({ unit, priceQuantity: given }, context) => {
    const needed = priceQuantity(unit)
    if (given === undefined || given === needed) return
    context.addIssue({ code: 'custom', path: ['priceQuantity'], message: `is ${needed} for ${unit}` })
  })
export type JsonProduct = Omit<z.input<typeof JsonProduct>, 'category' | 'promotions'> & {
  category: string | readonly Record<string, string>[]
  promotions?: z.input<typeof ProductPromotion>[]
}

/** Reads one element of a JSON file. */
export function readJsonProduct(value: unknown, place: Place): ReadItem {
  if (hasMoreValues(value, MOST_VALUES)) {
    const fault = rowFault(place, null, [wholeRow(`has more than ${MOST_VALUES} values`)])
    return { type: 'bad', fault, isMalformed: true, otherTexts: [] }
  }
  const result = JsonProduct.safeParse(value)
  if (!result.success) {
    const fault = rowFault(place, readableSku(value), problemsOf(result.error, value))
    return { type: 'bad', fault, isMalformed: false, otherTexts: [] }
  }
  const { category, price, priceQuantity: _, content, ...product } = result.data
  return {
    type: 'row',
    otherTexts: [],
    row: {
      place,
      sku: product.sku,
      barcode: product.barcode,
      name: product.name,
      brand: product.brand ?? null,
      categoryPath: category,
      unit: product.unit,
      priceMinor: price,
      contentSize: content ?? null,
      ageRestricted: product.ageRestricted ?? null,
      temperature: product.temperature ?? null,
      openingStock: product.openingStock ?? null,
      promotions: product.promotions,
    },
  }
}

/** Counts keys and entries without recursion, because the nesting is the sender's choice. */
function hasMoreValues(value: unknown, most: number): boolean {
  const open: unknown[] = [value]
  let count = 0
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue
    const inner = Object.values(part)
    count += inner.length
    if (count > most) return true
    open.push(...inner)
  }
  return false
}

/** A bad row whose SKU can be read is still in the file: its product is not missing. */
function readableSku(value: unknown): string | null {
  return z.object({ sku: CleanText.pipe(Sku) }).safeParse(value).data?.sku ?? null
}
