import { imageFormats } from './sign-upload.ts'

/** A picture of a product needs no more; Cloudinary's free accounts take no more. */
export const LARGEST_IMAGE_BYTES = 10 * 1024 * 1024

const TIMEOUT_MILLISECONDS = 5_000

export type ImageFault = 'not_there' | 'wrong_type' | 'wrong_size' | 'unreachable'

/**
 * Why a picture cannot be shown; null where it has arrived. Asked of the store itself, once an upload is said to be done: the
 * signature of an upload binds type and size at S3, at Cloudinary the format alone, and neither says that anybody sent it.
 * @param url of the shop's own store: nothing else is asked
 */
export async function findImageFault(url: string): Promise<ImageFault | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS)
  const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal }).catch(() => null)
  if (answer === null || answer.status >= 500) return 'unreachable'
  // A bucket that may not be listed answers 403 for what it does not have.
  if (!answer.ok) return 'not_there'
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim()
  if (type === undefined || !(type in imageFormats) || type !== typeOfEnding(url)) return 'wrong_type'
  const bytes = Number(answer.headers.get('content-length') ?? Number.NaN)
  return bytes >= 1 && bytes <= LARGEST_IMAGE_BYTES ? null : 'wrong_size'
}

function typeOfEnding(url: string): string | undefined {
  const ending = new URL(url).pathname.split('.').at(-1)
  return Object.entries(imageFormats).find(([, format]) => format === ending)?.[0]
}
