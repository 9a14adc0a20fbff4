import { eq, type SQL, sql } from 'drizzle-orm'
import { presentImage } from '../images/image.ts'
import { inventory, stockHolds } from '../inventory/tables.ts'
import type { LocalizedText } from '../localized-text.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { promotionProducts, promotions } from '../promotions/tables.ts'
import type { Availability, Product } from './product.ts'
import { categories, products } from './tables.ts'
import { unitPrice } from './unit-price.ts'

/** On hand minus the holds that have not expired. */
const available: SQL<number> = sql<number>`greatest(0, ${inventory.onHand} - ${inventory.held} + coalesce((
  select sum(${stockHolds.quantity}) from ${stockHolds}
  where ${stockHolds.sku} = ${products.sku} and ${stockHolds.expiresAt} <= now()), 0))::integer`

/** The availability class of the same number. */
export const availability: SQL<Availability> = sql<Availability>`availability(${products.sku})`

const runningPromotions = sql<{ code: string; description: LocalizedText }[]>`coalesce((
  select jsonb_agg(jsonb_build_object('code', ${promotions.code}, 'description', ${promotions.description})
    order by ${promotions.code})
  from ${promotionProducts} join ${promotions} on ${promotions.id} = ${promotionProducts.promotionId}
  where ${promotionProducts.sku} = ${products.sku} and ${promotions.active}
    and (${promotions.startsAt} is null or ${promotions.startsAt} <= now())
    and (${promotions.endsAt} is null or ${promotions.endsAt} > now())), '[]')`

const columns = {
  sku: products.sku,
  barcode: products.barcode,
  name: products.name,
  brand: products.brand,
  category: categories.slug,
  unit: products.unit,
  price: products.price,
  priceQuantity: products.priceQuantity,
  contentQuantity: products.contentQuantity,
  contentUnit: products.contentUnit,
  images: products.images,
  ageRestricted: products.ageRestricted,
  temperature: products.temperature,
  lowStockThreshold: inventory.lowStockThreshold,
  available,
  promotions: runningPromotions,
}

/** The query that every response with products is based on. */
export function selectProducts<More extends Record<string, SQL>>(database: Database, name: string, more: More) {
  return queryBuilder(database, name)
    .select({ ...columns, ...more })
    .from(products)
    .innerJoin(categories, eq(categories.id, products.categoryId))
    .innerJoin(inventory, eq(inventory.sku, products.sku))
}

/** The part of the configuration that affects how a product is presented. */
export type Presentation = Pick<Configuration, 'storeCurrency' | 'imageStore'>

type ProductRow = Omit<Product, 'unitPrice' | 'currency' | 'availability' | 'images'> & {
  images: readonly string[]
  contentQuantity: number | null
  contentUnit: 'g' | 'ml' | 'each' | null
  lowStockThreshold: number
}

export function presentProduct(row: ProductRow, { storeCurrency, imageStore }: Presentation): Product {
  const { sku, barcode, name, brand, category, unit, price, priceQuantity } = row
  const { images, ageRestricted, temperature } = row
  const isLow = row.available <= row.lowStockThreshold
  return {
    sku,
    barcode,
    name,
    brand,
    category,
    unit,
    price,
    priceQuantity,
    unitPrice: unitPrice(row),
    currency: storeCurrency,
    images: images.map((url) => presentImage(imageStore, url)),
    promotions: row.promotions,
    available: row.available,
    availability: row.available === 0 ? 'sold_out' : isLow ? 'low_stock' : 'in_stock',
    ageRestricted,
    temperature,
  }
}
