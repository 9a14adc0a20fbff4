import * as z from 'zod'
import { isValidBarcode } from '../catalog/barcode.ts'
import { ContentUnit, Temperature } from '../catalog/product-record.ts'
import { priceQuantity } from '../catalog/product-requests.ts'
import { checkPromotionTerms, promotionTerms } from '../promotions/promotion-requests.ts'
import { LARGEST_PRICE, Sku, Unit } from '../values.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { parseCategoryPath } from './category-path.ts'
import { describeIssues } from './describe-issues.ts'
import { CleanText, OptionalTexts, RequiredTexts } from './text-schemas.ts'

const LARGEST_STOCK = 1_000_000_000
const MOST_PROMOTIONS = 20

const CategoryPath = z
  .union(
    [z.string().max(1_000).transform(parseCategoryPath), z.array(RequiredTexts)],
    'is neither a path ("Dairy > Milk") nor a list of names in languages',
  )
  .refine((path) => path.length > 0, 'is empty')

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
    barcode: z.string().refine(isValidBarcode, 'is not a valid barcode').nullish(),
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
    promotions: z
      .array(ProductPromotion)
      .max(MOST_PROMOTIONS)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'has one id twice')
      .default([]),
  })
  .superRefine(({ unit, priceQuantity: given }, context) => {
    const needed = priceQuantity(unit)
    if (given === undefined || given === needed) return
    context.addIssue({ code: 'custom', path: ['priceQuantity'], message: `is ${needed} for ${unit}` })
  })
export type JsonProduct = z.input<typeof JsonProduct>

/** Reads one element of a JSON file. */
export function readJsonProduct(value: unknown, place: Place): ReadItem {
  const result = JsonProduct.safeParse(value)
  if (!result.success) {
    return { type: 'bad', fault: { ...place, sku: readableSku(value), reason: describeIssues(result.error) } }
  }
  const { category, price, priceQuantity: _, content, ...product } = result.data
  return {
    type: 'row',
    row: {
      place,
      sku: product.sku,
      barcode: product.barcode ?? null,
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

/** A bad row whose SKU can be read is still in the file: its product is not missing. */
function readableSku(value: unknown): string | null {
  return z.object({ sku: CleanText.pipe(Sku) }).safeParse(value).data?.sku ?? null
}
