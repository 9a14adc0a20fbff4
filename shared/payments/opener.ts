import type { Outcome } from '../outcome.ts'

/** A payment that is to be made, as the provider is told of it. */
export interface PaymentToOpen {
  /** The provider's idempotency key: opened twice, there is one payment. */
  orderId: string
  /** In minor units. */
  amount: number
  /** What to reserve, to be captured later; null where the amount is taken at once. */
  authorisation: number | null
  currency: string
}

/** What the shopper's browser needs to pay. */
export interface OpenedPayment {
  providerPaymentId: string
  clientSecret?: string
  redirectUrl?: string
}

export const openingRefusals = ['payment_provider_unavailable', 'payment_not_possible'] as const
export type OpeningRefusal = (typeof openingRefusals)[number]

/**
 * Makes payments at a provider: all of the provider that placing an order needs. Where the shop may choose the payment's
 * id, the order is placed with it and nothing is left to do; else the payment is opened after the order is placed.
 */
export type PaymentOpener =
  | { name: string; chooseId(): string }
  | { name: string; open(payment: PaymentToOpen): Promise<Outcome<OpenedPayment, OpeningRefusal>> }
