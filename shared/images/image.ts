import * as z from 'zod'
import type { ImageStore } from '../platform/configuration/image-store.ts'

/** An image with its smaller copies. A copy is a `srcset` entry: `url`, a space, `width` and `w`. */
export const Image = z
  .object({
    url: z.string(),
    sizes: z
      .array(z.object({ url: z.string(), width: z.int().positive() }))
      .meta({ description: 'Smaller copies with their maximum width in pixels. Empty if the image store makes none.' }),
  })
  .meta({ id: 'Image' })
export type Image = z.output<typeof Image>

/** For a product list on a phone, a product list on a computer, and a product page. */
const WIDTHS = [320, 640, 1280]

/** The public URL of a store's images, without the key. */
export function baseUrl(store: ImageStore): string {
  return store.kind === 's3' ? `${store.publicUrl}/` : `https://res.cloudinary.com/${store.cloud}/image/upload/`
}

/** A stored URL with its smaller copies. A URL outside the store has none. */
export function presentImage(store: ImageStore | undefined, url: string): Image {
  if (store === undefined || !url.startsWith(baseUrl(store))) return { url, sizes: [] }
  const key = url.slice(baseUrl(store).length)
  return { url, sizes: imageSizes(store, key) }
}

/**
 * Cloudinary creates a size at its first request, from the parameters before the key: a maximum width, with the format and
 * quality that suit the browser (Cloudinary documentation, "Image transformations").
 */
function imageSizes(store: ImageStore, key: string): Image['sizes'] {
  if (store.kind === 'cloudinary') {
    return WIDTHS.map((width) => ({ url: `${baseUrl(store)}c_limit,f_auto,q_auto,w_${width}/${key}`, width }))
  }
  const { sizesUrl } = store
  if (sizesUrl === undefined) return []
  return WIDTHS.map((width) => ({ url: sizesUrl.replace('{width}', String(width)).replace('{key}', () => key), width }))
}
