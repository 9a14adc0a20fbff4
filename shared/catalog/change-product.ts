import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome } from '../outcome.ts'
import type { ImageStore } from '../platform/configuration/image-store.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { checkProductImages, imageRefusals } from './product-images.ts'
import { ProductRecord } from './product-record.ts'
import {
  type CreateProductRequest,
  defaultLowStockThreshold,
  priceQuantity,
  productColumns,
  productConstraintErrors,
  type UpdateProductRequest,
} from './product-requests.ts'

const createCodes = ['product_exists', 'unknown_categories', 'conflicting_change'] as const
const updateCodes = ['product_not_found', 'precondition_failed', 'unknown_categories', 'conflicting_change'] as const
export const createProductRefusals = [...createCodes, ...imageRefusals] as const
export const updateProductRefusals = [...updateCodes, ...imageRefusals] as const

export async function createProduct(
  database: Database,
  store: ImageStore | undefined,
  actor: Actor,
  {
    sku,
    unit,
    priceQuantity: _,
    openingStock,
    lowStockThreshold = defaultLowStockThreshold(unit),
    ...product
  }: CreateProductRequest,
): Promise<Outcome<ProductRecord, (typeof createProductRefusals)[number]>> {
  const imageRefusal = await checkProductImages(database, store, sku, product.images)
  if (imageRefusal !== null) return imageRefusal
  const columns = { ...productColumns(product), sku, unit, price_quantity: priceQuantity(unit) }
  const request = { actor, product: columns, onHand: openingStock, lowStockThreshold }
  const created = await tryChange(
    database,
    'create_product',
    request,
    ProductRecord,
    createCodes,
    productConstraintErrors,
  )
  return created.ok ? withEntityTag(created.value) : created
}

/** @param ifMatch the expected version; undefined for any */
export async function updateProduct(
  database: Database,
  store: ImageStore | undefined,
  actor: Actor,
  sku: string,
  ifMatch: number | undefined,
  changes: UpdateProductRequest,
): Promise<Outcome<ProductRecord, (typeof updateProductRefusals)[number]>> {
  const imageRefusal = await checkProductImages(database, store, sku, changes.images)
  if (imageRefusal !== null) return imageRefusal
  const request = { actor, ifMatch, sku, changes: productColumns(changes) }
  const updated = await tryChange(
    database,
    'update_product',
    request,
    ProductRecord,
    updateCodes,
    productConstraintErrors,
  )
  return updated.ok ? withEntityTag(updated.value) : updated
}
