import * as z from 'zod'
import type { ImageStore } from '../platform/configuration/image-store.ts'

/** A picture, and what a browser chooses from: each becomes `url` and `width` followed by `w` in a `srcset`. */
export const Image = z
  .object({
    url: z.string(),
    sizes: z
      .array(z.object({ url: z.string(), width: z.int().positive() }))
      .meta({ description: 'Smaller copies, at most so many pixels wide. Empty where nobody makes them.' }),
  })
  .meta({ id: 'Image' })
export type Image = z.output<typeof Image>

/** A list of goods on a telephone, on a screen, and one product alone. */
const WIDTHS = [320, 640, 1280]

/** Where a store's pictures are read from; a key follows. */
export function baseUrl(store: ImageStore): string {
  return store.kind === 's3' ? `${store.publicUrl}/` : `https://res.cloudinary.com/${store.cloud}/image/upload/`
}

/** A stored URL as it is served. One that is not of the store has no smaller copies. */
export function presentImage(store: ImageStore | undefined, url: string): Image {
  if (store === undefined || !url.startsWith(baseUrl(store))) return { url, sizes: [] }
  const key = url.slice(baseUrl(store).length)
  return { url, sizes: sizesOf(store, key) }
}

/**
 * Cloudinary makes a size when it is first asked for, by what stands before the key: at most so wide, in the format and
 * quality that the browser takes best (its documentation, "Image transformations").
 */
function sizesOf(store: ImageStore, key: string): Image['sizes'] {
  if (store.kind === 'cloudinary') {
    return WIDTHS.map((width) => ({ url: `${baseUrl(store)}c_limit,f_auto,q_auto,w_${width}/${key}`, width }))
  }
  const { sizesUrl } = store
  if (sizesUrl === undefined) return []
  return WIDTHS.map((width) => ({ url: sizesUrl.replace('{width}', String(width)).replace('{key}', () => key), width }))
}
