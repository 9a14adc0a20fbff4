import { type RefusalCode, refusalCodes, refusals } from '../../refusals.ts'
import type { Problem } from './problem-schema.ts'
import type { Reply } from './reply.ts'

/** The status of every refusal that the domain knows. */
export const refusalStatus = {
  cart_not_found: 404,
  cart_already_ordered: 409,
  cart_merged: 409,
  cart_empty: 409,
  cart_changed: 409,
  cart_too_large: 409,
  product_not_found: 404,
  line_not_found: 404,
  invalid_substitution: 422,
  insufficient_stock: 409,
  total_changed: 409,
  price_changed: 409,
  flash_sale_not_found: 404,
  flash_sale_not_started: 409,
  flash_sale_ended: 409,
  flash_sale_sold_out: 409,
  flash_sale_limit_reached: 409,
  claim_not_found: 404,
  claim_expired: 409,
  claim_already_ordered: 409,
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
  address_not_served: 409,
  basket_below_minimum: 409,
  order_limit_exceeded: 409,
  birth_date_required: 422,
  under_age: 409,
  order_not_found: 404,
  unauthenticated: 401,
  forbidden: 403,
  invalid_credentials: 401,
  invalid_refresh_token: 401,
  email_taken: 409,
  wrong_password: 403,
  order_under_way: 409,
  account_not_found: 404,
  order_not_cancellable: 409,
  idempotency_key_reused: 422,
  payment_provider_unavailable: 503,
  payment_not_possible: 409,
  payment_not_captured: 409,
  refund_exceeds_captured: 409,
  refund_lines_unknown: 409,
  restock_exceeds_sold: 409,
  payment_not_found: 404,
  provider_not_found: 404,
  invalid_signature: 400,
  invalid_event: 400,
  precondition_failed: 412,
  conflicting_change: 409,
  unknown_products: 422,
  unknown_categories: 422,
  coupon_does_not_exist: 404,
  coupon_exists: 409,
  product_exists: 409,
  stock_too_low: 409,
  promotion_not_found: 404,
  promotion_exists: 409,
  images_not_configured: 409,
  foreign_images: 422,
  images_not_uploaded: 409,
  image_store_unavailable: 503,
  catalog_unreadable: 422,
  unknown_store: 422,
  last_admin: 409,
  transition_not_allowed: 409,
  already_packed: 409,
  invalid_picks: 409,
  zone_not_found: 404,
  unknown_zones: 422,
  free_delivery_below_minimum: 422,
  area_taken: 409,
  capacity_below_booked: 409,
  slot_has_bookings: 409,
  webhook_not_found: 404,
  webhook_delivery_not_found: 404,
  webhook_url_refused: 422,
  message_not_found: 404,
  message_not_dead: 409,
  job_not_found: 404,
  asset_not_found: 404,
} as const satisfies Record<RefusalCode, number>

/** After an outage: soon enough for who waits, late enough for what comes back. */
export const RETRY_AFTER_SECONDS = '2'

/** What goes wrong before a request reaches the domain, or outside of it. */
const transportProblems = {
  malformed_json: { status: 400, sentence: 'The body is not JSON in UTF-8.' },
  malformed_request: { status: 400, sentence: 'This is not HTTP as this server understands it.' },
  host_not_allowed: { status: 400, sentence: 'This host name is not served here.' },
  not_found: { status: 404, sentence: 'There is nothing at this path. /docs lists what there is.' },
  method_not_allowed: { status: 405, sentence: 'This path has other methods: see Allow.' },
  request_timeout: { status: 408, sentence: 'The request did not arrive in time. Send it again, faster.' },
  body_too_large: { status: 413, sentence: 'The body has more bytes than this call takes.' },
  unsupported_media_type: { status: 415, sentence: 'Send the body as JSON, with Content-Type: application/json.' },
  invalid_request: { status: 422, sentence: 'The request has faults, listed in errors.' },
  headers_too_large: { status: 431, sentence: 'The headers have more bytes than this server takes.' },
  rate_limited: {
    status: 429,
    sentence: 'This is more than is taken at a time. Wait for as long as Retry-After says.',
  },
  internal_error: { status: 500, sentence: 'This is our fault. Quote the request id when you report it.' },
  temporarily_unavailable: {
    status: 503,
    sentence: 'A part of the shop is away for a moment. Nothing is lost; send the same request again.',
  },
  overloaded: {
    status: 503,
    sentence:
      'The shop has more requests at hand than it can answer soon. Nothing was done; send the same request again.',
  },
} as const

export type ProblemCode = RefusalCode | keyof typeof transportProblems

function refusalProblem(code: RefusalCode) {
  return { status: refusalStatus[code], sentence: refusals[code] }
}

/** Every code that an error can carry, with its status and the sentence that goes with it. */
export const problems: Readonly<Record<string, { status: number; sentence: string }>> = {
  ...transportProblems,
  ...Object.fromEntries(refusalCodes.map((code) => [code, refusalProblem(code)])),
}

export const statusOf = (code: ProblemCode): number => problems[code]?.status ?? 500

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
