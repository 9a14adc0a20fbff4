import { eq } from 'drizzle-orm'
import { baseUrl } from '../images/image.ts'
import { findImageFault } from '../images/uploaded-image.ts'
import { type Refusal, refusal } from '../outcome.ts'
import type { ImageStore } from '../platform/configuration/image-store.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { products } from './tables.ts'

export const imageRefusals = ['foreign_images', 'images_not_uploaded', 'image_store_unavailable'] as const

/**
 * Returns a refusal unless all images are uploaded to the shop's image store, if the shop has one. Then only the shop can
 * change or remove them, and every image that shoppers see exists. Images that the product already has are not checked
 * again, so that an unavailable store blocks no other change.
 */
export async function checkProductImages(
  database: Database,
  store: ImageStore | undefined,
  sku: string,
  urls: readonly string[] = [],
): Promise<Refusal<(typeof imageRefusals)[number]> | null> {
  if (store === undefined || urls.length === 0) return null
  const foreign = urls.filter((url) => !new URL(url).href.startsWith(baseUrl(store)))
  if (foreign.length > 0) return refusal('foreign_images', { images: foreign })

  const statement = queryBuilder(database, 'product_images')
  const [product] = await statement.select({ images: products.images }).from(products).where(eq(products.sku, sku))
  const added = urls.filter((url) => !product?.images.includes(url))
  const faults = await Promise.all(added.map(async (url) => ({ url, reason: await findImageFault(url) })))
  if (faults.some(({ reason }) => reason === 'unreachable')) {
    return refusal('image_store_unavailable')
  }
  const images = faults.filter(({ reason }) => reason !== null)
  return images.length === 0 ? null : refusal('images_not_uploaded', { images })
}
