import { perConfiguration } from '../configuration/per-configuration.ts'

/** A year: the minimum of browsers' preload lists. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains'

/** For data: it may load nothing, run nothing and not be framed. Pages set their own policy. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/**
 * Security headers of every response. Development has no Strict-Transport-Security, because browsers would then require
 * HTTPS of `localhost`.
 */
export const securityHeaders = perConfiguration(({ debug }): Readonly<Record<string, string>> => {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(debug ? {} : { 'strict-transport-security': STRICT_TRANSPORT }),
  }
}).get
