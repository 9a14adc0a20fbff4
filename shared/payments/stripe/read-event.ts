import type Stripe from 'stripe'
import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import { unstorableText } from '../../platform/db/storable-text.ts'
import type { Callback, ProviderEvent } from '../provider.ts'
import {
  authorised,
  cancelled,
  captured,
  Dispute,
  disputed,
  type Fact,
  failed,
  Intent,
  Refund,
  refunded,
} from './facts.ts'

/** An old callback cannot be replayed later than this: Stripe's own default, https://docs.stripe.com/webhooks/signature */
const TOLERANCE_SECONDS = 300

const Event = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  data: z.looseObject({ object: z.unknown() }),
})

const ofIntent = (fact: (intent: z.output<typeof Intent>) => Fact) => Intent.transform(fact)
const ofRefund = Refund.transform(refunded)
const ofDispute = Dispute.transform(disputed)

/** The types of event that mean something to an order. Where a refund changes, Stripe sends several: each says the same. */
const meanings: ReadonlyMap<string, z.ZodType<Fact | null>> = new Map<string, z.ZodType<Fact | null>>([
  ['payment_intent.succeeded', ofIntent(captured)],
  ['payment_intent.amount_capturable_updated', ofIntent(authorised)],
  ['payment_intent.payment_failed', ofIntent(failed)],
  ['payment_intent.canceled', ofIntent(cancelled)],
  ['refund.created', ofRefund],
  ['refund.updated', ofRefund],
  ['refund.failed', ofRefund],
  ['charge.refund.updated', ofRefund],
  ['charge.dispute.created', ofDispute],
  ['charge.dispute.closed', ofDispute],
])

const nothing = (type: string): Fact => ({ type, providerPaymentId: null, amount: null, refundId: null, orderId: null })

/** Reads a callback that one of the secrets has signed: two of them while one is being changed for another. */
export async function readStripeEvent(
  { webhooks }: Pick<Stripe, 'webhooks'>,
  secrets: readonly string[],
  { body, headers }: Callback,
): Promise<Outcome<ProviderEvent, 'invalid_signature' | 'invalid_event'>> {
  const header = headers.get('stripe-signature') ?? ''
  const judged = await Promise.allSettled(
    secrets.map(async (secret) => webhooks.signature?.verifyHeaderAsync(body, header, secret, TOLERANCE_SECONDS)),
  )
  const signed = judged.some((judgement) => judgement.status === 'fulfilled' && judgement.value === true)
  if (!signed) return refusal('invalid_signature')

  const event = Event.safeParse(parseJson(body))
  if (!event.success || unstorableText(event.data) !== null) return refusal('invalid_event')
  const { id: eventId, type, data } = event.data
  const meaning = meanings.get(type)?.safeParse(data.object)
  if (meaning?.success === false) return refusal('invalid_event')
  return success({ eventId, ...(meaning?.data ?? nothing(type)), payload: event.data })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
