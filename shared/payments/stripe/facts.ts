import * as z from 'zod'
import type { ProviderEvent } from '../provider.ts'
import { fromStripeAmount } from './amounts.ts'

/** The fields of Stripe's objects that concern a payment. https://docs.stripe.com/api */
/** Up to the largest amount of the shop in hundredths: Stripe counts ISK and UGX in them. */
const Amount = z.int().min(0).max(214_748_364_700)
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
  currency: z.string().nullish(),
  // Since zod 4 a key of type unknown is required. Stripe leaves the field out of some events.
  last_payment_error: z.unknown().optional(),
  metadata: Metadata,
})
export const Refund = z.object({
  id: Id,
  status: z.string().nullish(),
  amount: Amount,
  currency: z.string().nullish(),
  payment_intent: Reference,
  metadata: Metadata,
})
export const Dispute = z.object({
  id: Id,
  status: z.string(),
  amount: Amount.nullish(),
  currency: z.string().nullish(),
  payment_intent: Reference,
})

/** An event without its id and payload. */
export type Fact = Omit<ProviderEvent, 'eventId' | 'payload'>

type Intent = z.output<typeof Intent>

function intentFact(type: string, intent: Intent, amount: number | null): Fact {
  const orderId = intent.metadata?.order_id ?? null
  return { type, providerPaymentId: intent.id, amount, refundId: null, orderId }
}

export const failureFact = (intent: Intent) => intentFact('payment_failed', intent, null)
export const processingFact = (intent: Intent) => intentFact('payment_processing', intent, null)
export const cancellationFact = (intent: Intent) => intentFact('payment_cancelled', intent, null)

const refundTypes: ReadonlyMap<unknown, string> = new Map([
  ['succeeded', 'refund_succeeded'],
  ['failed', 'refund_failed'],
  ['canceled', 'refund_failed'],
])

const disputeTypes: ReadonlyMap<string, string> = new Map([
  ['won', 'dispute_won'],
  ['lost', 'dispute_lost'],
  // An inquiry that did not become a dispute: the shop retains the money.
  ['warning_closed', 'dispute_won'],
  // Settled by a refund, which is reported separately: https://docs.stripe.com/api/disputes/object
  ['prevented', 'dispute_won'],
  ['charge_refunded', 'dispute_won'],
])

/**
 * Reads the facts that have an amount. Stripe names the currency in every object; one without it is in the currency of
 * the shop.
 */
export function factReader(shopCurrency: string) {
  const amountOf = (amount: number, currency: string | null | undefined) =>
    fromStripeAmount(amount, currency ?? shopCurrency)
  const captureFact = (intent: Intent) =>
    intentFact('payment_succeeded', intent, amountOf(intent.amount_received, intent.currency))
  const authorisationFact = (intent: Intent) =>
    intentFact('payment_authorised', intent, amountOf(intent.amount_capturable, intent.currency))

  return {
    captureFact,
    authorisationFact,

    /**
     * Null while a refund is pending. A refund created manually at Stripe has no id of the shop, so its Stripe id is used.
     */
    refundFact(refund: z.output<typeof Refund>): Fact | null {
      const type = refundTypes.get(refund.status)
      if (type === undefined) return null
      return {
        type,
        providerPaymentId: refund.payment_intent ?? null,
        amount: amountOf(refund.amount, refund.currency),
        refundId: refund.metadata?.refund_id ?? refund.id,
        orderId: refund.metadata?.order_id ?? null,
      }
    },

    /** A bank may dispute another amount than was charged, also in another currency, which is not the shop's to count in. */
    disputeFact({ id, status, amount, currency, payment_intent }: z.output<typeof Dispute>): Fact {
      const isCountable = amount != null && (currency ?? shopCurrency).toUpperCase() === shopCurrency
      return {
        type: disputeTypes.get(status) ?? 'payment_disputed',
        providerPaymentId: payment_intent ?? null,
        amount: isCountable ? amountOf(amount, currency) : null,
        ...{ refundId: null, orderId: null, disputeId: id },
      }
    },

    /** All facts in a PaymentIntent. Refunds and disputes are separate objects. */
    factsFromIntent(intent: Intent): Fact[] {
      const { amount_capturable, amount_received, status, last_payment_error } = intent
      return [
        ...(amount_capturable > 0 ? [authorisationFact(intent)] : []),
        ...(amount_received > 0 ? [captureFact(intent)] : []),
        ...(status === 'processing' ? [processingFact(intent)] : []),
        ...(status === 'canceled' ? [cancellationFact(intent)] : []),
        ...(last_payment_error != null && status === 'requires_payment_method' ? [failureFact(intent)] : []),
      ]
    },
  }
}
