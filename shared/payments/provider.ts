import type { PreparedPayment } from '../orders/placement.ts'
import type { Outcome } from '../outcome.ts'

/** One thing that happened to a payment, in Larder's words. Amounts are cumulative, in minor units. */
interface ProviderEvent {
  eventId: string
  /** `payment_succeeded`, `payment_failed`, `payment_refunded`, `payment_disputed`; any other is stored and ignored. */
  type: string
  providerPaymentId: string | null
  /** Captured so far, or refunded so far. */
  amount: number | null
  /** Larder's id of the refund that this event completes. */
  refundId: string | null
  payload: unknown
}

/** A callback of the provider, as it came over the wire. */
export interface Callback {
  body: Uint8Array
  headers: Headers
}

interface RefundRequest {
  /** The provider's idempotency key: asked twice, refunded once. */
  refundId: string
  providerPaymentId: string
  amount: number
  /** What was refunded of this payment before. */
  refundedBefore: number
}

/** Who takes the money. */
export interface PaymentProvider {
  name: string
  preparePayment(): PreparedPayment
  /** Checks the signature on the raw body, then reads the event. */
  readEvent(callback: Callback): Promise<Outcome<ProviderEvent, 'invalid_signature' | 'invalid_event'>>
  /** Asks for a refund; the provider reports it done by a callback. A provider in this process hands it back at once. */
  refund(request: RefundRequest): Promise<Callback | null>
}
