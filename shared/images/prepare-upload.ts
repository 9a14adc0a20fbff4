import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { productSku } from '../catalog/product-sku.ts'
import { products } from '../catalog/tables.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { ImageStore } from '../platform/configuration/image-store.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { Sku } from '../values.ts'
import { baseUrl, Image, presentImage } from './image.ts'
import { ImageType, imageFormats, signUpload, Upload } from './sign-upload.ts'
import { LARGEST_IMAGE_BYTES } from './uploaded-image.ts'

export const PrepareUploadBody = z
  .strictObject({
    sku: Sku,
    contentType: ImageType,
    bytes: z.int().min(1).max(LARGEST_IMAGE_BYTES).meta({ description: 'The exact size of the file in bytes.' }),
  })
  .meta({ example: { sku: 'MILK-1', contentType: 'image/jpeg', bytes: 183_204 } })

export const PreparedUpload = z
  .object({
    image: Image.meta({ description: 'The image after the upload. Add its url to the images of the product.' }),
    upload: Upload,
  })
  .meta({ id: 'PreparedUpload' })
export type PreparedUpload = z.output<typeof PreparedUpload>

export const prepareUploadRefusals = ['product_not_found', 'images_not_configured'] as const

/** The browser uploads directly to the image store. The shop never receives the file. */
export async function prepareUpload(
  database: Database,
  store: ImageStore | undefined,
  { sku, contentType, bytes }: z.output<typeof PrepareUploadBody>,
): Promise<Outcome<PreparedUpload, (typeof prepareUploadRefusals)[number]>> {
  if (store === undefined) return refusal('images_not_configured')
  const statement = queryBuilder(database, 'image_product')
  const [product] = await statement
    .select({ sku: products.sku })
    .from(products)
    .where(eq(products.sku, productSku(sku)))
  if (product === undefined) return refusal('product_not_found')
  const key = `products/${product.sku}/${newId('img')}.${imageFormats[contentType]}`
  const upload = await signUpload(store, { key, contentType, bytes }, new Date())
  return success({ image: presentImage(store, baseUrl(store) + key), upload })
}
