import { eq } from 'drizzle-orm'
import { baseUrl } from '../images/image.ts'
import { findImageFault } from '../images/uploaded-image.ts'
import { type Refusal, refusal } from '../outcome.ts'
import type { ImageStore } from '../platform/configuration/image-store.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { productSku } from './product-sku.ts'
import { categories, products } from './tables.ts'

export const imageRefusals = ['foreign_images', 'images_not_uploaded', 'image_store_unavailable'] as const

type ImageRefusal = Refusal<(typeof imageRefusals)[number]> | null

/** Checks the images of a product: see `checkImages`. */
export function checkProductImages(
  database: Database,
  store: ImageStore | undefined,
  sku: string,
  urls: readonly string[] = [],
): Promise<ImageRefusal> {
  return checkImages(store, urls, async () => {
    const statement = queryBuilder(database, 'product_images')
    const [product] = await statement
      .select({ images: products.images })
      .from(products)
      .where(eq(products.sku, productSku(sku)))
    return product?.images ?? []
  })
}

/**
 * Checks the picture of a category: see `checkImages`.
 * @param slug null for a new category
 */
export function checkCategoryImage(
  database: Database,
  store: ImageStore | undefined,
  slug: string | null,
  url: string | null = null,
): Promise<ImageRefusal> {
  return checkImages(store, url === null ? [] : [url], async () => {
    if (slug === null) return []
    const statement = queryBuilder(database, 'category_image')
    const rows = await statement.select({ image: categories.image }).from(categories).where(eq(categories.slug, slug))
    return rows.map(({ image }) => image)
  })
}

/**
 * Returns a refusal unless all images are uploaded to the shop's image store, if the shop has one. Then only the shop can
 * change or remove them, and every image that shoppers see exists. Images that are stored already are not checked again,
 * so that an unavailable store blocks no other change.
 */
async function checkImages(
  store: ImageStore | undefined,
  urls: readonly string[],
  readStored: () => Promise<readonly (string | null)[]>,
): Promise<ImageRefusal> {
  if (store === undefined || urls.length === 0) return null
  const foreign = urls.filter((url) => !new URL(url).href.startsWith(baseUrl(store)))
  if (foreign.length > 0) return refusal('foreign_images', { images: foreign })

  const stored = await readStored()
  const added = urls.filter((url) => !stored.includes(url))
  const faults = await Promise.all(added.map(async (url) => ({ url, reason: await findImageFault(url) })))
  if (faults.some(({ reason }) => reason === 'unreachable')) {
    return refusal('image_store_unavailable')
  }
  const images = faults.filter(({ reason }) => reason !== null)
  return images.length === 0 ? null : refusal('images_not_uploaded', { images })
}
