import type { RefusalCode } from '../refusals.ts'
import type { Problem } from './problem-schema.ts'

/** The status of every refusal that the domain knows. */
export const refusalStatus = {
  cart_not_found: 404,
  cart_already_ordered: 409,
  cart_empty: 409,
  cart_changed: 409,
  cart_too_large: 409,
  product_not_found: 404,
  line_not_found: 404,
  insufficient_stock: 409,
  total_changed: 409,
  price_changed: 409,
  coupon_not_found: 409,
  coupon_not_started: 409,
  coupon_expired: 409,
  coupon_minimum_spend: 409,
  coupon_not_applicable: 409,
  coupon_used_up: 409,
  coupon_customer_limit: 409,
  slot_not_found: 404,
  slot_closed: 409,
  slot_full: 409,
  order_not_found: 404,
  unauthenticated: 401,
  order_not_cancellable: 409,
  idempotency_key_reused: 422,
  payment_not_found: 404,
  provider_not_found: 404,
  invalid_signature: 400,
  invalid_event: 400,
  job_not_found: 404,
} as const satisfies Record<RefusalCode, number>

/** What goes wrong before a request reaches the domain, or outside of it. */
export const transportStatus = {
  malformed_json: 400,
  malformed_request: 400,
  host_not_allowed: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_request: 422,
  internal_error: 500,
  temporarily_unavailable: 503,
} as const

export type ProblemCode = RefusalCode | keyof typeof transportStatus

const statuses: Record<ProblemCode, number> = { ...refusalStatus, ...transportStatus }

export const statusOf = (code: ProblemCode): number => statuses[code]

/** `coupon_used_up` → "Coupon used up". */
export const titleOf = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')

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
): Response {
  const status = statusOf(code)
  const body: Problem = {
    type: `/docs#problem-${code}`,
    title: titleOf(code),
    status,
    code,
    detail,
    requestId,
    ...facts,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}
