import Stripe from 'stripe'
import * as z from 'zod'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { PaymentAtProvider, PaymentProvider, ProviderEvent, RefundRequest } from '../provider.ts'
import { stripeKeys } from './api.ts'
import { stripeClient } from './client.ts'
import { Dispute, disputed, type Fact, factsOf, Intent, Refund, refunded } from './facts.ts'
import { stripeOpener } from './opener.ts'
import { readStripeEvent } from './read-event.ts'

/** Stripe forgets an idempotency key after a day at the earliest: https://docs.stripe.com/api/idempotent_requests */
const KEY_HOURS = 23
/** No order is refunded in more parts. */
const LIST_LIMIT = 100

/** Refusals that will never be anything else; all others may pass. https://docs.stripe.com/error-codes */
const FINAL_REFUSALS = new Set(['charge_already_refunded', 'charge_disputed', 'charge_not_refundable'])
/** A reservation is kept for days, not for ever: what was not taken by then never will be. */
const LAPSED = 'charge_expired_for_capture'
/** The payment has come further than the shop knows: it is asked how it stands. */
const MOVED_ON = 'payment_intent_unexpected_state'

/** Stripe by its own SDK, over `fetch`: PaymentIntents, refunds, disputes, and signed callbacks. */
export function stripeProvider(configuration: Configuration): PaymentProvider {
  const stripe = stripeClient(configuration)
  const { webhookSecrets } = stripeKeys(configuration)

  async function events({ providerPaymentId }: PaymentAtProvider): Promise<ProviderEvent[]> {
    const intent = await stripe.paymentIntents.retrieve(providerPaymentId)
    const refunds = await stripe.refunds.list({ payment_intent: providerPaymentId, limit: LIST_LIMIT })
    const disputes = await stripe.disputes.list({ payment_intent: providerPaymentId, limit: LIST_LIMIT })
    return [
      ...factsOf(Intent.parse(intent)),
      ...z.array(Refund.transform(refunded)).parse(refunds.data),
      ...z.array(Dispute.transform(disputed)).parse(disputes.data),
    ].flatMap((fact) => eventOf(fact))
  }

  /** What a change of the PaymentIntent came to; where it has moved on meanwhile, how it stands. */
  async function changed(payment: PaymentAtProvider, change: () => Promise<unknown>): Promise<ProviderEvent[]> {
    try {
      return factsOf(Intent.parse(await change())).flatMap((fact) => eventOf(fact))
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError && error.code === MOVED_ON) return events(payment)
      throw error
    }
  }

  async function earlierRefund({ providerPaymentId, refundId }: RefundRequest) {
    const { data } = await stripe.refunds.list({ payment_intent: providerPaymentId, limit: LIST_LIMIT })
    return data.find(({ metadata }) => metadata?.refund_id === refundId)
  }

  async function askForRefund(request: RefundRequest) {
    const { refundId, orderId, providerPaymentId, amount, requestedAt } = request
    const forgotten = Date.parse(requestedAt) < Date.now() - KEY_HOURS * 3_600_000
    return (
      (forgotten ? await earlierRefund(request) : undefined) ??
      (await stripe.refunds.create(
        { payment_intent: providerPaymentId, amount, metadata: { refund_id: refundId, order_id: orderId } },
        { idempotencyKey: refundId },
      ))
    )
  }

  return {
    name: 'stripe',
    opener: stripeOpener(configuration),
    readEvent: (callback) => readStripeEvent(stripe, webhookSecrets, callback),
    events,
    async capture(payment) {
      const { providerPaymentId, orderId, amount } = payment
      const key = { idempotencyKey: `${orderId}-capture` }
      try {
        return await changed(payment, () =>
          stripe.paymentIntents.capture(providerPaymentId, { amount_to_capture: amount }, key),
        )
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeError) || error.code !== LAPSED) throw error
        return eventOf({ type: 'payment_cancelled', providerPaymentId, amount: null, refundId: null, orderId })
      }
    },
    cancel: (payment) =>
      changed(payment, () =>
        stripe.paymentIntents.cancel(payment.providerPaymentId, {}, { idempotencyKey: `${payment.orderId}-cancel` }),
      ),
    async refund(request) {
      try {
        return eventOf(refunded(Refund.parse(await askForRefund(request))))
      } catch (error) {
        const { code } = error instanceof Stripe.errors.StripeError ? error : {}
        if (code === undefined || !FINAL_REFUSALS.has(code)) throw error
        return eventOf(refusedRefund(request), { data: { object: { failure_reason: code } } })
      }
    },
  }
}

/** What was learned by asking: the same however often it is asked, so that it is stored once. */
function eventOf(fact: Fact | null, payload: unknown = { asked: true }): ProviderEvent[] {
  if (fact === null) return []
  const { type, providerPaymentId, amount, refundId } = fact
  const eventId = ['asked', providerPaymentId, type, amount, refundId].filter((part) => part !== null).join('/')
  return [{ ...fact, eventId, payload }]
}

function refusedRefund({ orderId, providerPaymentId, refundId, amount }: RefundRequest): Fact {
  return { type: 'refund_failed', providerPaymentId, amount, refundId, orderId }
}
