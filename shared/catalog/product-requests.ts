import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import { LARGEST_PRICE, Money, Sku, Unit } from '../values.ts'
import { findBarcodeFault } from './barcode.ts'
import { ContentUnit, Temperature } from './product-record.ts'

const LARGEST_STOCK = 1_000_000_000
const MAX_IMAGES = 20

/** Characters that end or break an attribute of HTML or a `url()` of CSS, and that RFC 3986 doesn't allow either. */
const NOT_IN_URLS = /[\s"'<>\\^`{|}]|\p{C}/u

/** The address of an image as pages may show it. Characters outside of ASCII must be percent-encoded in a URL of RFC 3986. */
const ImageUrl = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const message = findImageUrlFault(text)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })
  .meta({ format: 'uri', example: 'https://images.example.com/milk.webp' })

function findImageUrlFault(text: string): string | null {
  if (NOT_IN_URLS.test(text))
    return 'must not contain spaces, quotes, brackets or invisible characters: percent-encode them'
  if (!/^https:\/\/[^/]/i.test(text) || !URL.canParse(text)) return 'must be an https:// URL'
  const url = new URL(text)
  return url.username === '' && url.password === '' ? null : 'must not contain a user name or password'
}

const Barcode = z.string().superRefine((text, context) => {
  const message = findBarcodeFault(text)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

const fields = {
  barcode: Barcode.nullable().meta({
    description:
      'A GTIN of 8, 12, 13 or 14 digits, a PLU code of 4 or 5, or a number that the shop prints itself (prefix 02 or 2).',
  }),
  name: LocalizedText,
  brand: LocalizedText.nullable(),
  category: z.string().max(200).meta({ description: 'Slug.' }),
  price: Money.max(LARGEST_PRICE).meta({ description: 'Per piece, or per 1,000 g.' }),
  content: z.strictObject({ quantity: z.int().min(1).max(1_000_000), unit: ContentUnit }).nullable(),
  images: z
    .array(ImageUrl)
    .max(MAX_IMAGES)
    .refine((urls) => new Set(urls).size === urls.length, 'contains an image twice'),
  ageRestricted: z.boolean(),
  orderLimit: z.int().min(1).max(LARGEST_STOCK).nullable().meta({ description: 'Maximum quantity per order.' }),
  temperature: Temperature,
  active: z.boolean(),
  lowStockThreshold: z
    .int()
    .min(0)
    .max(LARGEST_STOCK)
    .meta({ description: 'Pieces or grams. Staff get an e-mail when the stock falls to this level.' }),
}

const priceQuantities = { each: 1, g: 1000 } as const

export const CreateProductBody = z
  .strictObject({
    sku: Sku,
    barcode: fields.barcode.default(null),
    name: fields.name,
    brand: fields.brand.default(null),
    category: fields.category,
    unit: Unit,
    price: fields.price,
    priceQuantity: z.int().optional().meta({ description: 'Always 1 for `each` and 1000 for `g`.' }),
    content: fields.content.default(null),
    images: fields.images.default([]),
    ageRestricted: fields.ageRestricted.default(false),
    orderLimit: fields.orderLimit.default(null),
    temperature: fields.temperature.default('ambient'),
    active: fields.active.default(true),
    lowStockThreshold: fields.lowStockThreshold.optional().meta({ description: 'Default: 10 pieces or 10 kg.' }),
    openingStock: z.int().min(0).max(LARGEST_STOCK).default(0).meta({ description: 'Pieces or grams.' }),
  })
  .superRefine(({ unit, priceQuantity = priceQuantities[unit] }, context) => {
    if (priceQuantity === priceQuantities[unit]) return
    context.addIssue({ code: 'custom', path: ['priceQuantity'], message: `is ${priceQuantities[unit]} for ${unit}` })
  })
  .meta({
    example: {
      ...{ sku: 'MILK-1', barcode: '4890000000003', name: { en: 'Fresh milk', 'zh-Hant': '鮮牛奶' }, category: 'milk' },
      ...{
        unit: 'each',
        price: 1990,
        content: { quantity: 946, unit: 'ml' },
        temperature: 'chilled',
        openingStock: 48,
      },
    },
  })
export type CreateProductRequest = z.output<typeof CreateProductBody>

/** Fields that are not sent do not change, and null clears a field. Unit and SKU cannot change: stock is counted by them. */
export const UpdateProductBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { price: 2090 } })
export type UpdateProductRequest = z.output<typeof UpdateProductBody>

export const ProductPath = z.object({ sku: z.string().max(100) })

/** Validation errors for constraints of the table. */
export const productConstraintErrors = {
  products_barcode_key: { path: 'barcode', message: 'belongs to another product' },
  products_sku_any_case_key: { path: 'sku', message: 'differs from the SKU of another product only in its case' },
} as const

/** The request as columns of the tables. Absent fields stay absent. */
export function productColumns(request: UpdateProductRequest) {
  const { content, ageRestricted, orderLimit, lowStockThreshold, ...same } = request
  return {
    ...same,
    ...(content === undefined
      ? {}
      : { content_quantity: content?.quantity ?? null, content_unit: content?.unit ?? null }),
    age_restricted: ageRestricted,
    order_limit: orderLimit,
    low_stock_threshold: lowStockThreshold,
  }
}

/** Ten times the price quantity: 10 pieces or 10 kg. */
export const defaultLowStockThreshold = (unit: keyof typeof priceQuantities) => 10 * priceQuantities[unit]
export const priceQuantity = (unit: keyof typeof priceQuantities) => priceQuantities[unit]
