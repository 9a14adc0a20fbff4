import * as z from 'zod'

/** Where product images are stored: a bucket with the S3 protocol, or Cloudinary. */
export type ImageStore = S3Store | CloudinaryStore

export interface S3Store {
  kind: 's3'
  accessKeyId: string
  secretAccessKey: string
  /** Includes the port, if there is one. */
  host: string
  bucket: string
  region: string
  /** Base URL of public reads; the key is appended. */
  publicUrl: string
  /** A service that resizes images: a URL with `{width}` and `{key}`. */
  sizesUrl: string | undefined
}

export interface CloudinaryStore {
  kind: 'cloudinary'
  apiKey: string
  apiSecret: string
  cloud: string
}

const FORM = 's3://key:secret@host/bucket?region=… or cloudinary://key:secret@cloud'
const BUCKET = /^\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/
const httpsUrl = (text: string) => URL.canParse(text) && text.startsWith('https://')

/** Parses `IMAGE_STORE`. Messages never quote the value, because it contains a secret. */
export const imageStore = z.string().transform((text, context): ImageStore => {
  const fault = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (!URL.canParse(text)) return fault(`must be ${FORM}`)
  const url = new URL(text)
  const [key, secret] = [decoded(url.username), decoded(url.password)]
  if (!key || !secret || url.host === '')
    return fault(`must be ${FORM}, with special characters in key and secret percent-encoded`)
  if (url.protocol === 'cloudinary:') return { kind: 'cloudinary', apiKey: key, apiSecret: secret, cloud: url.host }
  if (url.protocol !== 's3:') return fault(`must be ${FORM}`)

  const bucket = url.pathname.replaceAll('/', '')
  const region = url.searchParams.get('region')
  const publicUrl = url.searchParams.get('public') ?? `https://${url.host}/${bucket}`
  const sizesUrl = url.searchParams.get('sizes') ?? undefined
  if (!BUCKET.test(url.pathname)) return fault('must name one bucket after the host')
  if (!region) return fault('must name the region: ?region=…')
  if (!httpsUrl(publicUrl)) return fault('has a public= that is not an https:// URL')
  if (sizesUrl !== undefined && !(httpsUrl(sizesUrl) && /\{width\}/.test(sizesUrl) && sizesUrl.endsWith('{key}'))) {
    return fault('has a sizes= that is not an https:// URL with {width} in it and {key} at its end')
  }
  return {
    kind: 's3',
    accessKeyId: key,
    secretAccessKey: secret,
    host: url.host,
    bucket,
    region,
    publicUrl: publicUrl.replace(/\/$/, ''),
    sizesUrl,
  }
})

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
