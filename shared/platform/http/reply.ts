import type { ProblemCode } from './problem-codes.ts'

/**
 * A response as data, until all its headers are known. Setting a header of a `Response` takes a microsecond, and plain
 * headers need not be read out again by the server.
 */
export interface Reply {
  status: number
  body: string | Uint8Array<ArrayBuffer> | null
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** The error code of a problem; null for any other response. */
  code: ProblemCode | null
}

export const toResponse = ({ status, body, headers }: Reply): Response => new Response(body, { status, headers })

/** Null after the first response with a value, its bytes after the second. */
const serialized = new WeakMap<object, Uint8Array<ArrayBuffer> | null>()
const encoder = new TextEncoder()

/** Serializes a value. A cached value, which must not be changed, is serialized only twice: as text, then as bytes. */
export function serialize(value: object): string | Uint8Array<ArrayBuffer> {
  const existing = serialized.get(value)
  if (existing) return existing
  const text = JSON.stringify(value)
  if (existing === undefined) {
    serialized.set(value, null)
    return text
  }
  const bytes = encoder.encode(text)
  serialized.set(value, bytes)
  return bytes
}
