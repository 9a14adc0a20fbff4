import type { ProblemCode } from './problem.ts'

/**
 * An answer while it is made: data, until every header of it is known. To set a header of a `Response` costs a
 * microsecond, and a server that is given plain headers need not read them out again.
 */
export interface Reply {
  status: number
  body: string | null
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Why a request was not carried out; null for any other answer. */
  code: ProblemCode | null
}

export const responseOf = ({ status, body, headers }: Reply): Response => new Response(body, { status, headers })
