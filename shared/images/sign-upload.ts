import { AwsV4Signer } from 'aws4fetch'
import * as z from 'zod'
import type { CloudinaryStore, ImageStore, S3Store } from '../platform/configuration/image-store.ts'
import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** Media type → the ending of its files, which is also Cloudinary's name for the format. */
export const imageFormats = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
} as const
export const ImageType = z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/avif'])

/** A request that puts one picture into the store: send it as it is, the file as its body or as the field `file`. */
export const Upload = z
  .object({
    method: z.enum(['PUT', 'POST']),
    url: z.string(),
    headers: z.record(z.string(), z.string()).meta({ description: 'PUT: to be sent, exactly so.' }),
    fields: z.record(z.string(), z.string()).nullable().meta({
      description: 'POST: of a multipart/form-data body, before the field `file`. Null: the file is the body.',
    }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Upload' })
export type Upload = z.output<typeof Upload>

export interface Picture {
  /** Where it will be: `products/MILK-1/img_….jpg`. */
  key: string
  contentType: z.output<typeof ImageType>
  bytes: number
}

/** Long enough for a large picture on a slow line. */
const S3_SECONDS = 15 * 60
/** Cloudinary takes a signature for an hour from its timestamp, and no other lifetime can be asked for. */
const CLOUDINARY_SECONDS = 60 * 60

export function signUpload(store: ImageStore, picture: Picture, now: Date): Promise<Upload> {
  return store.kind === 's3' ? signS3(store, picture, now) : signCloudinary(store, picture, now)
}

/**
 * A pre-signed PUT (AWS Signature Version 4, "Authenticating Requests: Using Query Parameters") whose signature covers
 * Content-Type and Content-Length: another type or size is another request, and refused. A POST policy could say "up to",
 * but not every store that speaks S3's protocol knows it (Cloudflare R2 does not), and the size is known before.
 */
async function signS3(store: S3Store, { key, contentType, bytes }: Picture, now: Date): Promise<Upload> {
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
    // These two it leaves unsigned otherwise.
    allHeaders: true,
  }).sign()
  return {
    method: 'PUT',
    url: signed.url.href,
    headers: { 'content-type': contentType, 'content-length': String(bytes) },
    fields: null,
    expiresAt: after(now, S3_SECONDS),
  }
}

/**
 * A signed upload (Cloudinary's documentation, "Generating authentication signatures"): the parameters by name, joined as
 * in a query, the secret behind them, as a digest. `allowed_formats` is looked at in the file itself, not in what it
 * claims to be. There is no parameter for its size: it is looked at when the picture is put
 * on a product (uploaded.ts).
 */
async function signCloudinary(store: CloudinaryStore, { key, contentType }: Picture, now: Date): Promise<Upload> {
  const format = imageFormats[contentType]
  const parameters = {
    allowed_formats: format,
    overwrite: 'false',
    // Cloudinary adds the ending.
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
    expiresAt: after(now, CLOUDINARY_SECONDS),
  }
}

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString()
