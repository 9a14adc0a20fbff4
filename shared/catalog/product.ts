import * as z from 'zod'
import { Image } from '../images/image.ts'
import { LocalizedText } from '../localized-text.ts'
import { Money, Sku, Unit } from '../values.ts'

export const Availability = z.enum(['in_stock', 'low_stock', 'sold_out'])
export type Availability = z.output<typeof Availability>

/** A product as shoppers see it. */
export const Product = z
  .object({
    sku: Sku,
    barcode: z.string().nullable(),
    name: LocalizedText,
    brand: LocalizedText.nullable(),
    category: z.string().meta({ description: 'Slug of the category.' }),
    unit: Unit,
    price: Money.meta({ description: 'For `priceQuantity` units: one piece or 1,000 g.' }),
    priceQuantity: z.int().positive(),
    unitPrice: z
      .object({
        amount: Money,
        per: z.object({ quantity: z.int().positive(), unit: z.enum(['g', 'ml', 'each']) }),
      })
      .meta({ description: 'For comparison: per kg if sold by weight, per 100 g if packed, per litre, or per piece.' }),
    currency: z.string(),
    images: z.array(Image),
    promotions: z.array(z.object({ code: z.string(), description: LocalizedText })),
    available: z.int().min(0).meta({ description: 'Available units now: pieces or grams.' }),
    availability: Availability,
    ageRestricted: z.boolean(),
    temperature: z.enum(['ambient', 'chilled', 'frozen']),
  })
  .meta({ id: 'Product' })
export type Product = z.output<typeof Product>
