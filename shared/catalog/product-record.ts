import * as z from 'zod'
import { StoredText } from '../localized-text.ts'
import { Money, Sku, Timestamp, Unit } from '../values.ts'
import { barcodeKinds } from './barcode.ts'

export const Temperature = z.enum(['ambient', 'chilled', 'frozen'])
export const ContentUnit = z.enum(['g', 'ml', 'each'])

/** A product as staff see it. `product_record.sql` returns it. */
export const ProductRecord = z
  .object({
    sku: Sku,
    barcode: z.string().nullable(),
    barcodeKind: z.enum(barcodeKinds).nullable().meta({
      description: 'A GTIN, a PLU code for loose produce, or a number that the shop prints itself.',
    }),
    name: StoredText,
    brand: StoredText.nullable(),
    category: z.string().meta({ description: 'Slug of the category.' }),
    unit: Unit,
    price: Money,
    priceQuantity: z.int().positive(),
    content: z
      .object({ quantity: z.int(), unit: ContentUnit })
      .nullable()
      .meta({ description: 'Content of one piece, for the unit price.' }),
    images: z.array(z.string()),
    ageRestricted: z.boolean(),
    orderLimit: z.int().nullable(),
    temperature: Temperature,
    active: z.boolean(),
    source: z.string().nullable().meta({ description: 'The import that last listed it. Null if staff created it.' }),
    stock: z.object({ onHand: z.int(), held: z.int(), lowStockThreshold: z.int() }),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'CatalogProduct' })
export type ProductRecord = z.output<typeof ProductRecord>
