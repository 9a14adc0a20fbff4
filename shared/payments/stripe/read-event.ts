import type Stripe from 'stripe'
import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import { findUnstorableText } from '../../platform/db/storable-text.ts'
import type { Callback, ProviderEvent } from '../provider.ts'
import {
  cancellationFact,
  Dispute,
  type Fact,
  factReader,
  failureFact,
  Intent,
  processingFact,
  Refund,
} from './facts.ts'

/** The maximum age of a callback, against replays: Stripe's default, https://docs.stripe.com/webhooks/signature */
const TOLERANCE_SECONDS = 300

const Event = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  data: z.looseObject({ object: z.unknown().optional() }),
})

/** The event types that affect an order. Stripe sends several for one change of a refund; they give the same fact. */
function eventParsers(shopCurrency: string): ReadonlyMap<string, z.ZodType<Fact | null>> {
  const { captureFact, authorisationFact, refundFact, disputeFact } = factReader(shopCurrency)
  const refundParser = Refund.transform(refundFact)
  const disputeParser = Dispute.transform(disputeFact)
  return new Map<string, z.ZodType<Fact | null>>([
    ['payment_intent.succeeded', Intent.transform(captureFact)],
    ['payment_intent.amount_capturable_updated', Intent.transform(authorisationFact)],
    ['payment_intent.processing', Intent.transform(processingFact)],
    ['payment_intent.payment_failed', Intent.transform(failureFact)],
    ['payment_intent.canceled', Intent.transform(cancellationFact)],
    ['refund.created', refundParser],
    ['refund.updated', refundParser],
    ['refund.failed', refundParser],
    ['charge.refund.updated', refundParser],
    ['charge.dispute.created', disputeParser],
    ['charge.dispute.closed', disputeParser],
  ])
}

const emptyFact = (type: string): Fact => ({
  ...{ type, providerPaymentId: null, amount: null, refundId: null, orderId: null },
})

/** Reads a callback signed with one of the secrets. There are two while a secret is being rotated. */
export async function readStripeEvent(
  { webhooks }: Pick<Stripe, 'webhooks'>,
  { secrets, shopCurrency }: { secrets: readonly string[]; shopCurrency: string },
  { body, headers }: Callback,
): Promise<Outcome<ProviderEvent, 'invalid_signature' | 'invalid_event'>> {
  const header = headers.get('stripe-signature') ?? ''
  const verifications = await Promise.allSettled(
    secrets.map(async (secret) => webhooks.signature?.verifyHeaderAsync(body, header, secret, TOLERANCE_SECONDS)),
  )
  const signed = verifications.some((result) => result.status === 'fulfilled' && result.value === true)
  if (!signed) return refusal('invalid_signature')

  const event = Event.safeParse(parseJson(body))
  if (!event.success || findUnstorableText(event.data) !== null) return refusal('invalid_event')
  const { id: eventId, type, data } = event.data
  const fact = eventParsers(shopCurrency).get(type)?.safeParse(data.object)
  if (fact?.success === false) return refusal('invalid_event')
  return success({ eventId, ...(fact?.data ?? emptyFact(type)), payload: event.data })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
