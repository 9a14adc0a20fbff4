import type { Configuration } from '../configuration/configuration.ts'

/** A year, as browsers' preload lists ask for. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains'

/** An answer is data: it may load nothing, run nothing and be framed by nobody. A page brings a policy of its own. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/**
 * What browsers must know of every answer. Over plain HTTP, in development, none may be told to come by HTTPS only: it
 * would remember that of `localhost`.
 */
export function secure(headers: Headers, { debug }: Configuration): void {
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', DATA_POLICY)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-resource-policy', 'same-origin')
  if (!debug) headers.set('strict-transport-security', STRICT_TRANSPORT)
}
