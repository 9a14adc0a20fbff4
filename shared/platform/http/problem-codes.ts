import { type RefusalCode, refusals } from '../../refusals.ts'

/** What goes wrong before a request reaches the domain, or outside of it. */
const transportProblems = {
  malformed_json: { status: 400, detail: 'The body is not JSON in UTF-8.' },
  malformed_request: { status: 400, detail: 'This is not HTTP as this server understands it.' },
  host_not_allowed: { status: 400, detail: 'This host name is not served here.' },
  not_found: { status: 404, detail: 'There is nothing at this path. /docs lists what there is.' },
  method_not_allowed: { status: 405, detail: 'This path has other methods: see Allow.' },
  request_timeout: { status: 408, detail: 'The request did not arrive in time. Send it again, faster.' },
  body_too_large: { status: 413, detail: 'The body has more bytes than this call takes.' },
  unsupported_media_type: { status: 415, detail: 'Send the body as JSON, with Content-Type: application/json.' },
  invalid_request: { status: 422, detail: 'The request has faults, listed in errors.' },
  headers_too_large: { status: 431, detail: 'The headers have more bytes than this server takes.' },
  rate_limited: {
    status: 429,
    detail: 'This is more than is taken at a time. Wait for as long as Retry-After says.',
  },
  internal_error: { status: 500, detail: 'This is our fault. Quote the request id when you report it.' },
  temporarily_unavailable: {
    status: 503,
    detail: 'A part of the shop is away for a moment. Nothing is lost; send the same request again.',
  },
  overloaded: {
    status: 503,
    detail:
      'The shop has more requests at hand than it can answer soon. Nothing was done; send the same request again.',
  },
} as const

export type ProblemCode = RefusalCode | keyof typeof transportProblems

/** Every code that an error can carry. */
export const problems: Readonly<Record<string, { status: number; detail: string }>> = {
  ...transportProblems,
  ...refusals,
}

export const statusOf = (code: ProblemCode): number => problems[code]?.status ?? 500

/** `coupon_used_up` → "Coupon used up". */
export const titleOf = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')
