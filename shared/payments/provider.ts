import type { Outcome } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import type { PaymentOpener } from './opener.ts'

/** One event of a payment, the same for all providers. Amounts are in minor units. */
export interface ProviderEvent {
  eventId: string
  /** `apply_payment_event.sql` lists the types. An event of another type is stored and ignored. */
  type: string
  providerPaymentId: string | null
  /** The total captured, authorised or refunded so far. For an event about one refund or dispute: its amount. */
  amount: number | null
  /** The shop's id of the refund. For a refund created manually at the provider: the provider's id. */
  refundId: string | null
  /** The provider's id of the dispute. A payment can be disputed more than once. */
  disputeId?: string | undefined
  /** The order id that the shop sent when it created the payment. */
  orderId: string | null
  payload: unknown
}

/** A provider's callback as received. */
export interface Callback {
  body: Uint8Array
  headers: Headers
}

export interface PaymentAtProvider {
  orderId: string
  providerPaymentId: string
  currency: string
}

export interface RefundRequest extends PaymentAtProvider {
  /** The provider's idempotency key. */
  refundId: string
  amount: number
  requestedAt: string
}

/**
 * A payment provider. Each call returns the events that the provider reports at once. They are equivalent to the events of
 * its callbacks: either may arrive first, or not at all.
 * @throws when the provider is unavailable or its response is not final: try again
 */
export interface PaymentProvider {
  name: string
  opener: PaymentOpener
  /** Checks the signature on the raw body, then reads the event. */
  readEvent(callback: Callback): Promise<Outcome<ProviderEvent, 'invalid_signature' | 'invalid_event'>>
  /** All events of a payment so far. */
  events(payment: PaymentAtProvider, database: Database): Promise<ProviderEvent[]>
  /**
   * Captures this amount of the authorisation; the rest is released. An amount below what the provider charges is raised to
   * that; the shop refunds the difference. A final refusal is the event `capture_failed`.
   */
  capture(payment: PaymentAtProvider & { amount: number }, database: Database): Promise<ProviderEvent[]>
  /** Releases an authorisation, or cancels an unpaid payment. */
  cancel(payment: PaymentAtProvider, database: Database): Promise<ProviderEvent[]>
  /**
   * Reports a dispute first, and then `refund_withdrawn`, when the provider refuses because the payment is disputed.
   */
  refund(request: RefundRequest, database: Database): Promise<ProviderEvent[]>
}
