import { AwsV4Signer } from 'aws4fetch'
import * as z from 'zod'
import type { CloudinaryStore, ImageStore, S3Store } from '../platform/configuration/image-store.ts'
import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** Media type → file extension, which is also Cloudinary's name for the format. */
export const imageFormats = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
} as const
export const ImageType = z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/avif'])

/** The request that uploads one image. The file is the body, or the field `file`. */
export const Upload = z
  .object({
    method: z.enum(['PUT', 'POST']),
    url: z.string(),
    headers: z.record(z.string(), z.string()).meta({ description: 'PUT: send exactly these headers.' }),
    fields: z.record(z.string(), z.string()).nullable().meta({
      description:
        'POST: the fields of the multipart/form-data body, before the field `file`. Null: the file is the body.',
    }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Upload' })
export type Upload = z.output<typeof Upload>

export interface ImageFile {
  /** The path in the store: `products/MILK-1/img_….jpg`. */
  key: string
  contentType: z.output<typeof ImageType>
  bytes: number
}

/** Long enough for a large image over a slow connection. */
const S3_SECONDS = 15 * 60
/** Cloudinary accepts a signature for one hour after its timestamp. This cannot be configured. */
const CLOUDINARY_SECONDS = 60 * 60

export function signUpload(store: ImageStore, file: ImageFile, now: Date): Promise<Upload> {
  return store.kind === 's3' ? signS3(store, file, now) : signCloudinary(store, file, now)
}

/**
 * A pre-signed PUT (AWS Signature Version 4, "Authenticating Requests: Using Query Parameters"). The signature covers
 * Content-Type and Content-Length, so the store refuses another type or size. A POST policy could give a maximum size, but
 * some S3-compatible stores do not support it (Cloudflare R2), and the exact size is known.
 */
async function signS3(store: S3Store, { key, contentType, bytes }: ImageFile, now: Date): Promise<Upload> {
  const url = new URL(`https://${store.host}/${store.bucket}/${key}`)
  url.searchParams.set('X-Amz-Expires', String(S3_SECONDS))
  const signed = await new AwsV4Signer({
    method: 'PUT',
    url: url.href,
    headers: { 'content-type': contentType, 'content-length': String(bytes) },
    accessKeyId: store.accessKeyId,
    secretAccessKey: store.secretAccessKey,
    region: store.region,
    service: 's3',
    datetime: now.toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
    signQuery: true,
    // Without this option Content-Type and Content-Length are not signed.
    allHeaders: true,
  }).sign()
  return {
    method: 'PUT',
    url: signed.url.href,
    headers: { 'content-type': contentType, 'content-length': String(bytes) },
    fields: null,
    expiresAt: secondsAfter(now, S3_SECONDS),
  }
}

/**
 * A signed upload (Cloudinary documentation, "Generating authentication signatures"). The signature is the digest of the
 * sorted parameters, joined as in a query string, followed by the secret. Cloudinary checks `allowed_formats` against the
 * content of the file. There is no parameter for the size, so it is checked when the image is added to a product
 * (uploaded-image.ts).
 */
async function signCloudinary(store: CloudinaryStore, { key, contentType }: ImageFile, now: Date): Promise<Upload> {
  const format = imageFormats[contentType]
  const parameters = {
    allowed_formats: format,
    overwrite: 'false',
    // Without the extension, which Cloudinary adds.
    public_id: key.slice(0, -`.${format}`.length),
    timestamp: String(Math.floor(now.getTime() / 1_000)),
  }
  const serialized = Object.entries(parameters)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return {
    method: 'POST',
    url: `https://api.cloudinary.com/v1_1/${store.cloud}/image/upload`,
    headers: {},
    fields: { ...parameters, api_key: store.apiKey, signature: await hexadecimalDigest(serialized + store.apiSecret) },
    expiresAt: secondsAfter(now, CLOUDINARY_SECONDS),
  }
}

const secondsAfter = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString()
