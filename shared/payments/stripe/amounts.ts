import { currencies, findCurrency } from '../../platform/configuration/currencies.ts'

/** An amount in minor units of the shop as Stripe counts it: 5 ISK are 500. */
export const toStripeAmount = (amount: number, currency: string): number =>
  amount * findCurrency(currency).stripe.unitsPerMinorUnit

/** Stripe's amount in minor units of the shop. A fraction, which Stripe does not charge, is cut off. */
export const fromStripeAmount = (amount: number, currency: string): number =>
  Math.floor(amount / (currencies.get(currency.toUpperCase())?.stripe.unitsPerMinorUnit ?? 1))
