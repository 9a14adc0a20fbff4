import type { Configuration } from '../../platform/configuration/configuration.ts'

/** The version that requests and answers are of; the SDK of this release speaks the same. */
export const STRIPE_API_VERSION = '2026-10-28.endive'

/** @throws for a shop without Stripe's keys: its configuration does not get so far */
export function stripeKeys({ stripe }: Configuration) {
  if (stripe === undefined) throw new Error('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set.')
  return stripe
}
