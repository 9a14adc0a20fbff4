import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import { newId } from '../../platform/auth/new-id.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import type { Logger } from '../../platform/observability/logger.ts'
import { receiveCallback } from '../receive-callback.ts'
import type { SandboxEvent } from './event.ts'
import { recordEvent, refundAtSandbox } from './event-log.ts'
import { sandboxProvider } from './sandbox.ts'
import { signedCallback } from './signature.ts'

export const sandboxOutcomes = [
  'succeed',
  'charge',
  'processing',
  'fail',
  'cancel',
  'dispute',
  'win-dispute',
  'lose-dispute',
  'capture-by-hand',
  'refuse-capture',
  'refund-by-hand',
  'refuse-refunds',
] as const

/** How often and when the sandbox sends its callback. A real provider may send it once, twice, late or never. */
export const SandboxDeliveries = z.object({
  deliveries: z.coerce.number().int().min(0).max(5).default(1).meta({ description: '0: no callback.' }),
  afterSeconds: z.coerce.number().int().min(0).max(86_400).default(0),
  amount: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .meta({ description: 'For `capture-by-hand` and `refund-by-hand`, in minor units. Unset: all that is left.' }),
})

const PaymentView = z
  .object({
    amount: z.int(),
    authorisation: z.int().nullable(),
    captured: z.int(),
    authorised: z.int(),
    cancelled: z.boolean(),
  })
  .nullable()
type PaymentView = NonNullable<z.output<typeof PaymentView>>

/** The request to the webhook, so that it can be repeated manually. */
export const SandboxDelivery = z.object({
  webhook: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
export type SandboxDelivery = z.output<typeof SandboxDelivery>

export const simulationRefusals = [
  'payment_not_found',
  'provider_not_found',
  'refund_exceeds_captured',
  'capture_exceeds_authorised',
] as const

interface Simulation extends z.output<typeof SandboxDeliveries> {
  paymentId: string
  outcome: (typeof sandboxOutcomes)[number]
}

/** Ends a sandbox payment and delivers the signed callback. */
export async function simulateOutcome(
  database: Database,
  configuration: Configuration,
  { paymentId, outcome, deliveries, afterSeconds, amount }: Simulation,
  log: Logger,
): Promise<Outcome<SandboxDelivery, (typeof simulationRefusals)[number]>> {
  if (configuration.paymentProvider !== 'sandbox') return refusal('provider_not_found')
  const provider = sandboxProvider(configuration)
  const key = { provider: provider.name, providerPaymentId: paymentId }
  const payment = await callRoutine(database, 'payment_view', key, PaymentView)
  if (payment === null) return refusal('payment_not_found')

  const recorded = await recordOutcome(database, { paymentId, outcome, amount }, payment)
  if (!recorded.ok) return recorded
  const event = recorded.value
  const callback = await signedCallback(configuration, event)
  if (afterSeconds > 0 && deliveries > 0) {
    await callRoutine(database, 'delay_sandbox_callback', { event, afterSeconds, deliveries }, z.object({}))
  } else {
    for (let delivery = 0; delivery < deliveries; delivery++) await receiveCallback(database, provider, callback, log)
  }
  return success({
    webhook: `/webhooks/payments/${provider.name}`,
    headers: Object.fromEntries(callback.headers),
    body: new TextDecoder().decode(callback.body),
  })
}

type ManualOutcome = Pick<Simulation, 'paymentId' | 'outcome' | 'amount'>

/** Records the outcome at the sandbox. Refunds and captures by hand are refused as a provider refuses them. */
async function recordOutcome(
  database: Database,
  { paymentId, outcome, amount }: ManualOutcome,
  payment: PaymentView,
): Promise<Outcome<SandboxEvent, 'refund_exceeds_captured' | 'capture_exceeds_authorised'>> {
  if (outcome === 'refund-by-hand') {
    const request = { paymentId, eventId: newId('evt'), refundId: null, amount: amount ?? null }
    const { event, refundable } = await refundAtSandbox(database, request)
    if (event !== null) return success(event)
    return refusal('refund_exceeds_captured', { refundable, requested: amount ?? refundable })
  }
  if (outcome === 'capture-by-hand') {
    const capturable = payment.captured > 0 || payment.cancelled ? 0 : payment.authorised
    const requested = amount ?? capturable
    if (requested > capturable || requested === 0) {
      return refusal('capture_exceeds_authorised', { capturable, requested })
    }
    return recordNew(database, eventForOutcome(outcome, paymentId, { ...payment, captured: requested }))
  }
  return recordNew(database, eventForOutcome(outcome, paymentId, payment))
}

async function recordNew(database: Database, content: Pick<SandboxEvent, 'type' | 'data'>) {
  const event: SandboxEvent = { id: newId('evt'), ...content }
  await recordEvent(database, event)
  return success(event)
}

/**
 * A payment that is reserved for products sold by weight is authorised, and captured later. With the outcome `charge` it is
 * captured at once, as by a payment method that cannot reserve money.
 */
function eventForOutcome(
  outcome: Exclude<Simulation['outcome'], 'refund-by-hand'>,
  paymentId: string,
  { amount, authorisation, captured }: PaymentView,
): Pick<SandboxEvent, 'type' | 'data'> {
  const charge = { type: 'payment_succeeded', data: { paymentId, amount } }
  const events = {
    succeed:
      authorisation === null ? charge : { type: 'payment_authorised', data: { paymentId, amount: authorisation } },
    charge,
    processing: { type: 'payment_processing', data: { paymentId } },
    fail: { type: 'payment_failed', data: { paymentId } },
    cancel: { type: 'payment_cancelled', data: { paymentId } },
    dispute: { type: 'payment_disputed', data: { paymentId, amount } },
    'win-dispute': { type: 'dispute_won', data: { paymentId, amount } },
    'lose-dispute': { type: 'dispute_lost', data: { paymentId, amount } },
    'capture-by-hand': { type: 'payment_succeeded', data: { paymentId, amount: captured } },
    'refuse-capture': { type: 'captures_fail', data: { paymentId } },
    'refuse-refunds': { type: 'refunds_fail', data: { paymentId } },
  }
  return events[outcome]
}
