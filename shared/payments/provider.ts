import type { Outcome } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import type { PaymentOpener } from './opener.ts'

/** One thing that happened to a payment, in Larder's words (see `event-types.ts`). Amounts are minor units. */
export interface ProviderEvent {
  eventId: string
  /** A type that Larder has no word for is stored and ignored. */
  type: string
  providerPaymentId: string | null
  /** Captured, reserved or refunded so far; for an event of one refund, that refund's amount. */
  amount: number | null
  /** Larder's id of the refund that this event is about; the provider's, where it was made there by hand. */
  refundId: string | null
  /** The order that the provider was told when the payment was made. */
  orderId: string | null
  payload: unknown
}

/** A callback of the provider, as it came over the wire. */
export interface Callback {
  body: Uint8Array
  headers: Headers
}

export interface PaymentAtProvider {
  orderId: string
  providerPaymentId: string
}

export interface RefundRequest extends PaymentAtProvider {
  /** The provider's idempotency key: asked twice, refunded once. */
  refundId: string
  amount: number
  /** What was refunded of this payment before. */
  refundedBefore: number
  requestedAt: string
}

/**
 * Who takes the money. What it knows at once after a call comes back as events, which mean the same as those of its
 * callbacks: either may come first, or not at all.
 * @throws when it could not be asked, or says nothing definite: ask again
 */
export interface PaymentProvider {
  name: string
  opener: PaymentOpener
  /** Checks the signature on the raw body, then reads the event. */
  readEvent(callback: Callback): Promise<Outcome<ProviderEvent, 'invalid_signature' | 'invalid_event'>>
  /** All that the provider knows of a payment. */
  events(payment: PaymentAtProvider, database: Database): Promise<ProviderEvent[]>
  /** Takes so much of what was reserved; the rest is let go. */
  capture(payment: PaymentAtProvider & { amount: number }, database: Database): Promise<ProviderEvent[]>
  /** Lets go of what was reserved, or ends a payment that nobody has made yet. */
  cancel(payment: PaymentAtProvider, database: Database): Promise<ProviderEvent[]>
  refund(request: RefundRequest, database: Database): Promise<ProviderEvent[]>
}
