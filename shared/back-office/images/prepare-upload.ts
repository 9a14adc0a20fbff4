import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { Sku } from '../../catalog/values.ts'
import type { ImageStore } from '../../configuration/image-store.ts'
import type { Database } from '../../db/database.ts'
import { reads } from '../../db/reads.ts'
import { products } from '../../db/schema.ts'
import { newId } from '../../identity/new-id.ts'
import { baseUrl, Image, presentImage } from '../../images/image.ts'
import { ImageType, imageFormats, signUpload, Upload } from '../../images/upload.ts'
import { LARGEST_IMAGE_BYTES } from '../../images/uploaded.ts'
import { type Outcome, refusal, success } from '../../outcome.ts'

export const PrepareUploadBody = z
  .strictObject({
    sku: Sku,
    contentType: ImageType,
    bytes: z.int().min(1).max(LARGEST_IMAGE_BYTES).meta({ description: 'The exact size of the file.' }),
  })
  .meta({ example: { sku: 'MILK-1', contentType: 'image/jpeg', bytes: 183_204 } })

export const PreparedUpload = z
  .object({
    image: Image.meta({ description: 'Once it is uploaded. Its url goes into the product’s images.' }),
    upload: Upload,
  })
  .meta({ id: 'PreparedUpload' })
export type PreparedUpload = z.output<typeof PreparedUpload>

export const prepareUploadRefusals = ['product_not_found', 'images_not_configured'] as const

/** An upload that goes from the browser to the store: the shop never holds the file. */
export async function prepareUpload(
  database: Database,
  store: ImageStore | undefined,
  { sku, contentType, bytes }: z.output<typeof PrepareUploadBody>,
): Promise<Outcome<PreparedUpload, (typeof prepareUploadRefusals)[number]>> {
  if (store === undefined) return refusal('images_not_configured')
  const statement = reads(database, 'product_of_image')
  const [product] = await statement.select({ sku: products.sku }).from(products).where(eq(products.sku, sku))
  if (product === undefined) return refusal('product_not_found')
  const key = `products/${sku}/${newId('img')}.${imageFormats[contentType]}`
  const upload = await signUpload(store, { key, contentType, bytes }, new Date())
  return success({ image: presentImage(store, baseUrl(store) + key), upload })
}
