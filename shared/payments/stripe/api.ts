import type { Configuration } from '../../platform/configuration/configuration.ts'

/** The API version of requests and responses, the same as in the installed SDK. */
export const STRIPE_API_VERSION = '2026-10-28.endive'

/** @throws without Stripe's keys, which the configuration refuses earlier */
export function stripeKeys({ stripe }: Configuration) {
  if (stripe === undefined) throw new Error('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set.')
  return stripe
}
