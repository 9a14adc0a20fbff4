import * as z from 'zod'
import type { ProviderEvent } from '../provider.ts'

/** The fields of Stripe's objects that concern a payment. https://docs.stripe.com/api */
const Amount = z.int().min(0).max(2_147_483_647)
const Id = z.string().min(1).max(200)
const Reference = z.union([Id, z.object({ id: Id }).transform(({ id }) => id)]).nullish()
const Metadata = z
  .looseObject({ order_id: z.string().max(200).optional(), refund_id: z.string().max(200).optional() })
  .nullish()

export const Intent = z.object({
  id: Id,
  status: z.string(),
  amount_received: Amount.nullish().transform((amount) => amount ?? 0),
  amount_capturable: Amount.nullish().transform((amount) => amount ?? 0),
  // Since zod 4 a key of type unknown is required. Stripe leaves the field out of some events.
  last_payment_error: z.unknown().optional(),
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

function intentFact(type: string, intent: z.output<typeof Intent>, amount: number | null): Fact {
  const orderId = intent.metadata?.order_id ?? null
  return { type, providerPaymentId: intent.id, amount, refundId: null, orderId }
}

export const captureFact = (intent: z.output<typeof Intent>) =>
  intentFact('payment_succeeded', intent, intent.amount_received)
export const authorisationFact = (intent: z.output<typeof Intent>) =>
  intentFact('payment_authorised', intent, intent.amount_capturable)
export const failureFact = (intent: z.output<typeof Intent>) => intentFact('payment_failed', intent, null)
export const cancellationFact = (intent: z.output<typeof Intent>) => intentFact('payment_cancelled', intent, null)

const refundTypes: ReadonlyMap<unknown, string> = new Map([
  ['succeeded', 'refund_succeeded'],
  ['failed', 'refund_failed'],
  ['canceled', 'refund_failed'],
])

/** Null while a refund is pending. A refund created manually at Stripe has no id of the shop, so its Stripe id is used. */
export function refundFact(refund: z.output<typeof Refund>): Fact | null {
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
  // An inquiry that did not become a dispute: the shop retains the money.
  ['warning_closed', 'dispute_won'],
  // Settled by a refund, which is reported separately: https://docs.stripe.com/api/disputes/object
  ['prevented', 'dispute_won'],
  ['charge_refunded', 'dispute_won'],
])

export function disputeFact(dispute: z.output<typeof Dispute>): Fact {
  const type = disputeTypes.get(dispute.status) ?? 'payment_disputed'
  return {
    ...{ type, providerPaymentId: dispute.payment_intent ?? null, amount: null, refundId: null, orderId: null },
    disputeId: dispute.id,
  }
}

/** All facts in a PaymentIntent. Refunds and disputes are separate objects. */
export function factsFromIntent(intent: z.output<typeof Intent>): Fact[] {
  return [
    ...(intent.amount_capturable > 0 ? [authorisationFact(intent)] : []),
    ...(intent.amount_received > 0 ? [captureFact(intent)] : []),
    ...(intent.status === 'canceled' ? [cancellationFact(intent)] : []),
    ...(intent.last_payment_error != null && intent.status === 'requires_payment_method' ? [failureFact(intent)] : []),
  ]
}
