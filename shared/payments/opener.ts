import type { Outcome } from '../outcome.ts'

/** A payment to create at the provider. */
export interface PaymentToOpen {
  /** The provider's idempotency key. */
  orderId: string
  /** In minor units. */
  amount: number
  /** The amount to authorise now and capture later. Null: `amount` is captured at once. */
  authorisation: number | null
  currency: string
}

/** What a provider charges, in minor units. */
export interface PaymentLimits {
  /** The smallest amount. */
  minimum: number
  /** Amounts are multiples of it. */
  step: number
}

/** The data that the shopper's browser needs to pay. */
export interface OpenedPayment {
  providerPaymentId: string
  clientSecret?: string
  redirectUrl?: string
}

export const openingRefusals = ['payment_provider_unavailable', 'payment_not_possible'] as const
export type OpeningRefusal = (typeof openingRefusals)[number]

/**
 * Creates payments at a provider. Placing an order needs nothing else of the provider. With `chooseId` the shop chooses
 * the payment's id and no request is needed. With `open` the payment is created after the order is placed: the refusal
 * `payment_not_possible` is final, and after `payment_provider_unavailable` the same request can succeed.
 */
export type PaymentOpener = { name: string; limits(currency: string): PaymentLimits } & (
  | { chooseId(): string }
  | { open(payment: PaymentToOpen): Promise<Outcome<OpenedPayment, OpeningRefusal>> }
)
