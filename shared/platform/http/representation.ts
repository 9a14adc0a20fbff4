import { sha256 } from '../digest/sha256.ts'
import type { Reply } from './reply.ts'

/** A value as it is sent: its text in UTF-8, and a tag that is the same for the same text alone. */
interface Representation {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

const TAG_BYTES = 16
const encoder = new TextEncoder()

/** A value that is answered again, out of a cache, has been written and tagged already. */
const known = new WeakMap<object, Promise<Representation>>()

function representationOf(value: object): Promise<Representation> {
  const made = known.get(value) ?? represent(value)
  known.set(value, made)
  return made
}

async function represent(value: object): Promise<Representation> {
  const bytes = encoder.encode(JSON.stringify(value))
  const digest = await sha256(bytes)
  const tag = btoa(String.fromCharCode(...digest.subarray(0, TAG_BYTES)))
  return { bytes, etag: `"${tag.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"` }
}

/**
 * The answer to a read that browsers and CDNs may keep: with its `ETag` and `Cache-Control`, and 304 without a body for
 * who has it already (RFC 9110, section 13.1.2: tags are compared weakly, since proxies that compress weaken them).
 */
export async function cacheableAnswer(
  request: Request,
  value: unknown,
  status: number,
  headers: Record<string, string>,
): Promise<Reply> {
  const { bytes, etag } = await representationOf(Object(value))
  const tagged = { ...headers, etag }
  if (names(request.headers.get('if-none-match'), etag)) {
    return { status: 304, body: null, headers: tagged, code: null }
  }
  return { status, body: bytes, headers: { ...tagged, 'content-type': 'application/json' }, code: null }
}

/** Whether an `If-None-Match` names the tag, or any. */
function names(condition: string | null, etag: string): boolean {
  if (condition === null) return false
  return condition.split(',').some((part) => {
    const tag = part.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
