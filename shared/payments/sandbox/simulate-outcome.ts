import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import { newId } from '../../platform/auth/new-id.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import type { Logger } from '../../platform/observability/logger.ts'
import { receiveCallback } from '../receive-callback.ts'
import type { SandboxEvent } from './event.ts'
import { recordEvent } from './event-log.ts'
import { sandboxProvider } from './sandbox.ts'
import { signedCallback } from './signature.ts'

export const sandboxOutcomes = [
  'succeed',
  'fail',
  'cancel',
  'dispute',
  'win-dispute',
  'lose-dispute',
  'refund-by-hand',
  'refuse-refunds',
] as const

/** How often and when the sandbox sends its callback. A real provider may send it once, twice, late or never. */
export const SandboxDeliveries = z.object({
  deliveries: z.coerce.number().int().min(0).max(5).default(1).meta({ description: '0: no callback.' }),
  afterSeconds: z.coerce.number().int().min(0).max(86_400).default(0),
})

const PaymentView = z
  .object({ amount: z.int(), authorisation: z.int().nullable(), captured: z.int(), authorised: z.int() })
  .nullable()
type PaymentView = NonNullable<z.output<typeof PaymentView>>

/** The request to the webhook, so that it can be repeated manually. */
export const SandboxDelivery = z.object({
  webhook: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
export type SandboxDelivery = z.output<typeof SandboxDelivery>

interface Simulation extends z.output<typeof SandboxDeliveries> {
  paymentId: string
  outcome: (typeof sandboxOutcomes)[number]
}

/** Ends a sandbox payment and delivers the signed callback. */
export async function simulateOutcome(
  database: Database,
  configuration: Configuration,
  { paymentId, outcome, deliveries, afterSeconds }: Simulation,
  log: Logger,
): Promise<Outcome<SandboxDelivery, 'payment_not_found' | 'provider_not_found'>> {
  if (configuration.paymentProvider !== 'sandbox') return refusal('provider_not_found')
  const provider = sandboxProvider(configuration)
  const key = { provider: provider.name, providerPaymentId: paymentId }
  const payment = await callRoutine(database, 'payment_view', key, PaymentView)
  if (payment === null) return refusal('payment_not_found')

  const event: SandboxEvent = { id: newId('evt'), ...eventForOutcome(outcome, paymentId, payment) }
  await recordEvent(database, event)
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

/** A payment for products sold by weight is authorised with its margin, and captured later. */
function eventForOutcome(
  outcome: Simulation['outcome'],
  paymentId: string,
  payment: PaymentView,
): Pick<SandboxEvent, 'type' | 'data'> {
  const { amount, authorisation, captured } = payment
  const events = {
    succeed:
      authorisation === null
        ? { type: 'payment_succeeded', data: { paymentId, amount } }
        : { type: 'payment_authorised', data: { paymentId, amount: authorisation } },
    fail: { type: 'payment_failed', data: { paymentId } },
    cancel: { type: 'payment_cancelled', data: { paymentId } },
    dispute: { type: 'payment_disputed', data: { paymentId, amount } },
    'win-dispute': { type: 'dispute_won', data: { paymentId, amount } },
    'lose-dispute': { type: 'dispute_lost', data: { paymentId, amount } },
    'refund-by-hand': { type: 'payment_refunded', data: { paymentId, amount: captured } },
    'refuse-refunds': { type: 'refunds_fail', data: { paymentId } },
  }
  return events[outcome]
}
