import { type RefusalCode, refusals } from '../../refusals.ts'

/** Errors outside of the domain: transport, input, outages. */
const transportProblems = {
  malformed_json: { status: 400, detail: 'The body is not valid JSON in UTF-8.' },
  malformed_request: { status: 400, detail: 'The request is not valid HTTP.' },
  request_aborted: {
    status: 400,
    detail: 'The connection ended before the request was complete. Nothing was changed. Send the request again.',
  },
  host_not_allowed: {
    status: 400,
    detail: 'This server does not serve this host name. Check the URL, or add the name to ALLOWED_HOSTS.',
  },
  not_found: { status: 404, detail: 'This path does not exist. /docs lists all paths.' },
  method_not_allowed: {
    status: 405,
    detail: 'This path does not support the method. The Allow header lists the supported methods.',
  },
  request_timeout: {
    status: 408,
    detail: 'The request did not arrive completely within the time limit. Send it again.',
  },
  body_too_large: { status: 413, detail: 'The body is larger than this operation accepts. Send a smaller body.' },
  unsupported_media_type: { status: 415, detail: 'Send the body as JSON, with Content-Type: application/json.' },
  invalid_request: { status: 422, detail: 'The request is invalid. Correct the values listed in errors.' },
  headers_too_large: {
    status: 431,
    detail: 'The headers are larger than this server accepts. Send fewer or shorter headers.',
  },
  rate_limited: {
    status: 429,
    detail: 'Too many requests. Wait for the number of seconds in Retry-After.',
  },
  internal_error: {
    status: 500,
    detail: 'An unexpected error on the server. Quote the request id when you report it.',
  },
  temporarily_unavailable: {
    status: 503,
    detail: 'A part of the shop is temporarily unavailable. No data is lost. Send the same request again.',
  },
  overloaded: {
    status: 503,
    detail: 'The server has too many pending requests. Nothing was changed. Send the same request again.',
  },
} as const

export type ProblemCode = RefusalCode | keyof typeof transportProblems

/** Every error code of the API. */
export const problems: Readonly<Record<string, { status: number; detail: string }>> = {
  ...transportProblems,
  ...refusals,
}

export const statusOf = (code: ProblemCode): number => problems[code]?.status ?? 500

/** `coupon_used_up` → "Coupon used up". */
export const titleOf = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')
