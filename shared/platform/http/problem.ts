import { type ProblemCode, statusOf, titleOf } from './problem-codes.ts'
import type { Problem } from './problem-schema.ts'
import type { Reply } from './reply.ts'

/** After an outage: short for the waiting shopper, long enough for the recovering service. */
export const RETRY_AFTER_SECONDS = '2'

export interface Fault {
  path: string
  message: string
  [fact: string]: unknown
}

/** The response to a refused or failed request: RFC 9457, `application/problem+json`. */
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
