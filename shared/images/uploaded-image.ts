import { imageFormats } from './sign-upload.ts'

/** Enough for a product image, and the maximum of Cloudinary's free plan. */
export const LARGEST_IMAGE_BYTES = 10 * 1024 * 1024

const TIMEOUT_MILLISECONDS = 5_000

export type ImageFault = 'not_there' | 'wrong_type' | 'wrong_size' | 'unreachable'

/**
 * Why an image cannot be shown; null if it is uploaded and valid. The store is queried, because a signed upload may never
 * have been sent, and Cloudinary's signature does not limit the size.
 * @param url must be in the shop's own store, so that no other server gets a request
 */
export async function findImageFault(url: string): Promise<ImageFault | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS)
  const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal }).catch(() => null)
  if (response === null || response.status >= 500) return 'unreachable'
  // S3 responds with 403 for a missing object if the bucket cannot be listed.
  if (!response.ok) return 'not_there'
  const type = response.headers.get('content-type')?.split(';')[0]?.trim()
  if (type === undefined || !(type in imageFormats) || type !== typeOfExtension(url)) return 'wrong_type'
  const bytes = Number(response.headers.get('content-length') ?? Number.NaN)
  return bytes >= 1 && bytes <= LARGEST_IMAGE_BYTES ? null : 'wrong_size'
}

function typeOfExtension(url: string): string | undefined {
  const extension = new URL(url).pathname.split('.').at(-1)
  return Object.entries(imageFormats).find(([, format]) => format === extension)?.[0]
}
