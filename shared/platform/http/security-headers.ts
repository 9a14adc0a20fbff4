import { perConfiguration } from '../configuration/per-configuration.ts'

/** A year, as browsers' preload lists ask for. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains'

/** An answer is data: it may load nothing, run nothing and be framed by nobody. A page brings a policy of its own. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/**
 * What browsers must know of every answer. Over plain HTTP, in development, none may be told to come by HTTPS only: it
 * would remember that of `localhost`.
 */
export const securityHeaders = perConfiguration(({ debug }): Readonly<Record<string, string>> => {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(debug ? {} : { 'strict-transport-security': STRICT_TRANSPORT }),
  }
}).of
