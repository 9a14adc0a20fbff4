import { type ProblemCode, statusOf, titleOf } from './problem-codes.ts'
import type { Problem } from './problem-schema.ts'
import type { Reply } from './reply.ts'

/** After an outage: soon enough for who waits, late enough for what comes back. */
export const RETRY_AFTER_SECONDS = '2'

export interface Fault {
  path: string
  message: string
  [fact: string]: unknown
}

/** The answer to a request that was not carried out: RFC 9457, `application/problem+json`. */
export function problem(
  code: ProblemCode,
  detail: string,
  requestId: string,
  facts: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Reply {
  const status = statusOf(code)
  const body: Problem = {
    ...facts,
    type: `/docs#problem-${code}`,
    title: titleOf(code),
    status,
    code,
    detail,
    requestId,
  }
  return {
    status,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    code,
  }
}
