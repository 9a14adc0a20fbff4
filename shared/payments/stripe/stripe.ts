import Stripe from 'stripe'
import * as z from 'zod'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import { findCurrency } from '../../platform/configuration/currencies.ts'
import type { PaymentAtProvider, PaymentProvider, ProviderEvent, RefundRequest } from '../provider.ts'
import { toStripeAmount } from './amounts.ts'
import { stripeKeys } from './api.ts'
import { stripeClient } from './client.ts'
import { Dispute, type Fact, factReader, Intent, Refund } from './facts.ts'
import { stripeOpener } from './opener.ts'
import { readStripeEvent } from './read-event.ts'

/** Stripe stores an idempotency key for at least 24 hours: https://docs.stripe.com/api/idempotent_requests */
const KEY_HOURS = 23
/** Stripe's maximum page size. An order has fewer refunds. */
const LIST_LIMIT = 100

/** Nothing was paid. After a won dispute the shop requests a new refund. */
const DISPUTED = 'charge_disputed'
/** Authorisations expire after some days. */
const AUTHORISATION_EXPIRED = 'charge_expired_for_capture'
/** The status at Stripe is newer than the shop's, so the events are fetched. */
const UNEXPECTED_STATE = 'payment_intent_unexpected_state'

/**
 * Whether Stripe has refused a request for good, by its status: https://docs.stripe.com/error-low-level. A wrong key (401,
 * 403) is repaired by the shop, and a refund can wait for the shop's balance, so these requests are repeated.
 */
function finalRefusal(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeError)) return null
  const { statusCode, code, type } = error
  const isFinal = statusCode === 400 || statusCode === 402 || statusCode === 404
  return isFinal && code !== 'balance_insufficient' ? (code ?? type) : null
}

/** Stripe by its SDK: PaymentIntents, refunds, disputes and signed callbacks. */
export function stripeProvider(configuration: Configuration): PaymentProvider {
  const stripe = stripeClient(configuration)
  const { webhookSecrets: secrets } = stripeKeys(configuration)
  const { storeCurrency: shopCurrency } = configuration
  const { factsFromIntent, refundFact, disputeFact } = factReader(shopCurrency)

  async function events({ providerPaymentId }: PaymentAtProvider): Promise<ProviderEvent[]> {
    const intent = await stripe.paymentIntents.retrieve(providerPaymentId)
    const refunds = await stripe.refunds.list({ payment_intent: providerPaymentId, limit: LIST_LIMIT })
    return [
      ...factsFromIntent(Intent.parse(intent)),
      ...z.array(Refund.transform(refundFact)).parse(refunds.data),
      ...(await disputeFacts(providerPaymentId)),
    ].flatMap((fact) => toEvents(fact))
  }

  async function disputeFacts(providerPaymentId: string): Promise<Fact[]> {
    const disputes = await stripe.disputes.list({ payment_intent: providerPaymentId, limit: LIST_LIMIT })
    return z.array(Dispute.transform(disputeFact)).parse(disputes.data)
  }

  /** The events after a change of the PaymentIntent, or all its events if its status no longer allows the change. */
  async function changeIntent(payment: PaymentAtProvider, change: () => Promise<unknown>): Promise<ProviderEvent[]> {
    try {
      return factsFromIntent(Intent.parse(await change())).flatMap((fact) => toEvents(fact))
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError && error.code === UNEXPECTED_STATE) return events(payment)
      throw error
    }
  }

  async function findRefund({ providerPaymentId, refundId }: RefundRequest) {
    const { data } = await stripe.refunds.list({ payment_intent: providerPaymentId, limit: LIST_LIMIT })
    return data.find(({ metadata }) => metadata?.refund_id === refundId)
  }

  async function createRefund(request: RefundRequest) {
    const { refundId, orderId, providerPaymentId, currency, requestedAt } = request
    const amount = toStripeAmount(request.amount, currency)
    const keyExpired = Date.parse(requestedAt) < Date.now() - KEY_HOURS * 3_600_000
    return (
      (keyExpired ? await findRefund(request) : undefined) ??
      (await stripe.refunds.create(
        { payment_intent: providerPaymentId, amount, metadata: { refund_id: refundId, order_id: orderId } },
        { idempotencyKey: refundId },
      ))
    )
  }

  return {
    name: 'stripe',
    opener: stripeOpener(configuration),
    readEvent: (callback) => readStripeEvent(stripe, { secrets, shopCurrency }, callback),
    events,
    async capture(payment) {
      const { providerPaymentId, orderId, currency } = payment
      const amount = toStripeAmount(Math.max(payment.amount, findCurrency(currency).stripe.minimum), currency)
      const key = { idempotencyKey: `${orderId}-capture` }
      const fact = { providerPaymentId, amount: null, refundId: null, orderId }
      try {
        return await changeIntent(payment, () =>
          stripe.paymentIntents.capture(providerPaymentId, { amount_to_capture: amount }, key),
        )
      } catch (error) {
        const reason = finalRefusal(error)
        if (reason === null) throw error
        if (reason === AUTHORISATION_EXPIRED) return toEvents({ ...fact, type: 'payment_cancelled' })
        return toEvents({ ...fact, type: 'capture_failed' }, failurePayload(reason))
      }
    },
    cancel: (payment) =>
      changeIntent(payment, () =>
        stripe.paymentIntents.cancel(payment.providerPaymentId, {}, { idempotencyKey: `${payment.orderId}-cancel` }),
      ),
    async refund(request) {
      try {
        return toEvents(refundFact(Refund.parse(await createRefund(request))))
      } catch (error) {
        const reason = finalRefusal(error)
        if (reason === null) throw error
        if (reason === DISPUTED) {
          const disputes = await disputeFacts(request.providerPaymentId)
          // Without the dispute, a withdrawn refund would be requested again at once. Then it fails, and staff handle it.
          if (disputes.some(({ type }) => type !== 'dispute_won')) {
            return [...disputes, refusedRefundFact('refund_withdrawn', request)].flatMap((fact) => toEvents(fact))
          }
        }
        return toEvents(refusedRefundFact('refund_failed', request), failurePayload(reason))
      }
    },
  }
}

/** The event's id derives from the fact, so that a fact fetched repeatedly is stored once. */
function toEvents(fact: Fact | null, payload: unknown = { fetched: true }): ProviderEvent[] {
  if (fact === null) return []
  const { type, providerPaymentId, amount, refundId, disputeId } = fact
  const parts = ['fetched', providerPaymentId, type, amount, refundId, disputeId]
  const eventId = parts.filter((part) => part !== null && part !== undefined).join('/')
  return [{ ...fact, eventId, payload }]
}

/** Like the payload of Stripe's event of a failed refund. */
const failurePayload = (reason: string) => ({ data: { object: { failure_reason: reason } } })

function refusedRefundFact(type: string, { orderId, providerPaymentId, refundId, amount }: RefundRequest): Fact {
  return { type, providerPaymentId, amount, refundId, orderId }
}
