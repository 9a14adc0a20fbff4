import type { ProblemCode } from './problem-codes.ts'

/**
 * An answer while it is made: data, until every header of it is known. To set a header of a `Response` costs a
 * microsecond, and a server that is given plain headers need not read them out again.
 */
export interface Reply {
  status: number
  body: string | Uint8Array<ArrayBuffer> | null
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Why a request was not carried out; null for any other answer. */
  code: ProblemCode | null
}

export const responseOf = ({ status, body, headers }: Reply): Response => new Response(body, { status, headers })

/** What was answered once; and as bytes, once it was answered again. */
const answered = new WeakMap<object, Uint8Array<ArrayBuffer> | null>()
const encoder = new TextEncoder()

/** A value as it is sent. One that somebody keeps and answers again and again, which nobody may change then, is written but twice. */
export function written(value: object): string | Uint8Array<ArrayBuffer> {
  const before = answered.get(value)
  if (before) return before
  const text = JSON.stringify(value)
  if (before === undefined) {
    answered.set(value, null)
    return text
  }
  const bytes = encoder.encode(text)
  answered.set(value, bytes)
  return bytes
}
