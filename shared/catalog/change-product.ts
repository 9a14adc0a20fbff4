import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome, Success } from '../outcome.ts'
import type { ImageStore } from '../platform/configuration/image-store.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { imageRefusals, checkProductImages } from './product-images.ts'
import { ProductRecord } from './product-record.ts'
import {
  type CreateProductRequest,
  priceQuantity,
  productColumns,
  productConstraintErrors,
  type UpdateProductRequest,
  defaultLowStockThreshold,
} from './product-requests.ts'

const createCodes = ['product_exists', 'unknown_categories'] as const
const updateCodes = ['product_not_found', 'precondition_failed', 'unknown_categories'] as const
export const createProductRefusals = [...createCodes, ...imageRefusals, 'conflicting_change'] as const
export const updateProductRefusals = [...updateCodes, ...imageRefusals, 'conflicting_change'] as const

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
  const refused = await checkProductImages(database, store, sku, product.images)
  if (refused !== null) return refused
  const columns = { ...productColumns(product), sku, unit, price_quantity: priceQuantity(unit) }
  const request = { actor, product: columns, onHand: openingStock, lowStockThreshold }
  const made = await tryChange(database, 'create_product', request, ProductRecord, createCodes, productConstraintErrors)
  return made.ok ? changed(made.value) : made
}

/** @param ifMatch the version that may be changed; undefined for any */
export async function updateProduct(
  database: Database,
  store: ImageStore | undefined,
  actor: Actor,
  sku: string,
  ifMatch: number | undefined,
  changes: UpdateProductRequest,
): Promise<Outcome<ProductRecord, (typeof updateProductRefusals)[number]>> {
  const refused = await checkProductImages(database, store, sku, changes.images)
  if (refused !== null) return refused
  const request = { actor, ifMatch, sku, changes: productColumns(changes) }
  const updated = await tryChange(database, 'update_product', request, ProductRecord, updateCodes, productConstraintErrors)
  return updated.ok ? changed(updated.value) : updated
}

/** Every product that staff have written passes here, after its commit: whatever keeps copies of it is told here. */
function changed(product: ProductRecord): Success<ProductRecord> {
  return withEntityTag(product)
}
