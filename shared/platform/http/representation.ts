import { sha256 } from '../digest/sha256.ts'
import type { Reply } from './reply.ts'

/** The JSON of a value in UTF-8, and its ETag, a digest of the JSON. */
interface Representation {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

const TAG_BYTES = 16
const encoder = new TextEncoder()

/** A cached value is serialized and hashed once. */
const representations = new WeakMap<object, Promise<Representation>>()

function representationOf(value: object): Promise<Representation> {
  const representation = representations.get(value) ?? represent(value)
  representations.set(value, representation)
  return representation
}

async function represent(value: object): Promise<Representation> {
  const bytes = encoder.encode(JSON.stringify(value))
  const digest = await sha256(bytes)
  const tag = btoa(String.fromCharCode(...digest.subarray(0, TAG_BYTES)))
  return { bytes, etag: `"${tag.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"` }
}

/**
 * The response to a read that browsers and CDNs may cache, with `ETag` and `Cache-Control`. It is 304 when the client has
 * the current version (RFC 9110, 13.1.2: weak comparison, because compressing proxies make tags weak).
 */
export async function cacheableReply(
  request: Request,
  value: unknown,
  status: number,
  headers: Record<string, string>,
): Promise<Reply> {
  const { bytes, etag } = await representationOf(Object(value))
  const tagged = { ...headers, etag }
  if (matchesEtag(request.headers.get('if-none-match'), etag)) {
    return { status: 304, body: null, headers: tagged, code: null }
  }
  return { status, body: bytes, headers: { ...tagged, 'content-type': 'application/json' }, code: null }
}

/** Whether an `If-None-Match` header contains the tag or `*`. */
function matchesEtag(condition: string | null, etag: string): boolean {
  if (condition === null) return false
  return condition.split(',').some((part) => {
    const tag = part.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
