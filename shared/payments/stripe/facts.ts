import * as z from 'zod'
import type { ProviderEvent } from '../provider.ts'

/** What of Stripe's objects says something of a payment. https://docs.stripe.com/api */
const Amount = z.int().min(0).max(2_147_483_647)
const Id = z.string().min(1).max(200)
const Reference = z.union([Id, z.object({ id: Id }).transform(({ id }) => id)]).nullish()
const Metadata = z
  .looseObject({ order_id: z.string().max(200).optional(), refund_id: z.string().max(200).optional() })
  .nullish()

export const Intent = z.object({
  id: Id,
  status: z.string(),
  amount_received: Amount.default(0),
  amount_capturable: Amount.default(0),
  last_payment_error: z.unknown(),
  metadata: Metadata,
})
export const Refund = z.object({
  id: Id,
  status: z.string().nullish(),
  amount: Amount,
  payment_intent: Reference,
  metadata: Metadata,
})
export const Dispute = z.object({ id: Id, status: z.string(), payment_intent: Reference })

/** An event without its id and payload. */
export type Fact = Omit<ProviderEvent, 'eventId' | 'payload'>

function ofIntent(type: string, intent: z.output<typeof Intent>, amount: number | null): Fact {
  const orderId = intent.metadata?.order_id ?? null
  return { type, providerPaymentId: intent.id, amount, refundId: null, orderId }
}

export const captured = (intent: z.output<typeof Intent>) =>
  ofIntent('payment_succeeded', intent, intent.amount_received)
export const authorised = (intent: z.output<typeof Intent>) =>
  ofIntent('payment_authorised', intent, intent.amount_capturable)
export const failed = (intent: z.output<typeof Intent>) => ofIntent('payment_failed', intent, null)
export const cancelled = (intent: z.output<typeof Intent>) => ofIntent('payment_cancelled', intent, null)

const refundTypes: ReadonlyMap<unknown, string> = new Map([
  ['succeeded', 'refund_succeeded'],
  ['failed', 'refund_failed'],
  ['canceled', 'refund_failed'],
])

/** Null while a refund is on its way. One that was made by hand has no id of ours: its own stands for it. */
export function refunded(refund: z.output<typeof Refund>): Fact | null {
  const type = refundTypes.get(refund.status)
  if (type === undefined) return null
  return {
    type,
    providerPaymentId: refund.payment_intent ?? null,
    amount: refund.amount,
    refundId: refund.metadata?.refund_id ?? refund.id,
    orderId: refund.metadata?.order_id ?? null,
  }
}

const disputeTypes: ReadonlyMap<string, string> = new Map([
  ['won', 'dispute_won'],
  ['lost', 'dispute_lost'],
  // An inquiry that did not become a dispute: the money stays.
  ['warning_closed', 'dispute_won'],
])

export function disputed(dispute: z.output<typeof Dispute>): Fact {
  const type = disputeTypes.get(dispute.status) ?? 'payment_disputed'
  return { type, providerPaymentId: dispute.payment_intent ?? null, amount: null, refundId: null, orderId: null }
}

/** All that a PaymentIntent says by itself. */
export function factsOf(intent: z.output<typeof Intent>): Fact[] {
  return [
    ...(intent.amount_capturable > 0 ? [authorised(intent)] : []),
    ...(intent.amount_received > 0 ? [captured(intent)] : []),
    ...(intent.status === 'canceled' ? [cancelled(intent)] : []),
    ...(intent.last_payment_error != null && intent.status === 'requires_payment_method' ? [failed(intent)] : []),
  ]
}
