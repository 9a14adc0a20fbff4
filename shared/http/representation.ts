import type { Reply } from './reply.ts'

/** A value as it is sent: its text, and a tag that is the same for the same text alone. */
interface Representation {
  text: string
  etag: string
}

const TAG_BYTES = 16

/** A value that is answered again, out of a cache, has been written and tagged already. */
const known = new WeakMap<object, Promise<Representation>>()

function representationOf(value: object): Promise<Representation> {
  const made = known.get(value) ?? represent(value)
  known.set(value, made)
  return made
}

async function represent(value: object): Promise<Representation> {
  const text = JSON.stringify(value)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const tag = btoa(String.fromCharCode(...digest.subarray(0, TAG_BYTES)))
  return { text, etag: `"${tag.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"` }
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
  const { text, etag } = await representationOf(Object(value))
  const tagged = { ...headers, etag }
  if (names(request.headers.get('if-none-match'), etag)) {
    return { status: 304, body: null, headers: tagged, code: null }
  }
  return { status, body: text, headers: { ...tagged, 'content-type': 'application/json' }, code: null }
}

/** Whether an `If-None-Match` names the tag, or any. */
function names(condition: string | null, etag: string): boolean {
  if (condition === null) return false
  return condition.split(',').some((part) => {
    const tag = part.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
