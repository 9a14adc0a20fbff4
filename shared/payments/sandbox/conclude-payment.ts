import * as z from 'zod'
import type { Configuration } from '../../configuration/configuration.ts'
import { callRoutine, type Database } from '../../db/database.ts'
import { newId } from '../../identity/new-id.ts'
import type { Logger } from '../../observability/logger.ts'
import { type Outcome, refusal, success } from '../../outcome.ts'
import { refusals } from '../../refusals.ts'
import { providerNamed } from '../providers.ts'
import { receiveCallback } from '../receive-callback.ts'
import type { SandboxEvent } from './event.ts'
import { signedCallback } from './signature.ts'

export const sandboxOutcomes = ['succeed', 'fail', 'dispute'] as const

const PaymentView = z.object({ amount: z.int(), captured: z.int() }).nullable()

/** What was sent to the webhook, so that it can be sent again by hand. */
export const SandboxDelivery = z.object({
  webhook: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
export type SandboxDelivery = z.output<typeof SandboxDelivery>

/** Ends a sandbox payment and calls the webhook back, signed, as a real provider would. */
export async function concludePayment(
  database: Database,
  configuration: Configuration,
  request: { paymentId: string; outcome: (typeof sandboxOutcomes)[number] },
  log: Logger,
): Promise<Outcome<SandboxDelivery, 'payment_not_found' | 'provider_not_found'>> {
  const provider = providerNamed(configuration, 'sandbox')
  if (provider === null) return refusal('provider_not_found', refusals.provider_not_found)
  const { paymentId, outcome } = request
  const key = { provider: provider.name, providerPaymentId: paymentId }
  const payment = await callRoutine(database, 'payment_view', key, PaymentView)
  if (payment === null) return refusal('payment_not_found', refusals.payment_not_found)

  const events = {
    succeed: { type: 'payment_succeeded', data: { paymentId, amount: payment.amount } },
    fail: { type: 'payment_failed', data: { paymentId } },
    dispute: { type: 'payment_disputed', data: { paymentId } },
  }
  const event: SandboxEvent = { id: newId('evt'), ...events[outcome] }
  const callback = await signedCallback(configuration, event)
  await receiveCallback(database, provider, callback, log)
  return success({
    webhook: `/webhooks/payments/${provider.name}`,
    headers: Object.fromEntries(callback.headers),
    body: new TextDecoder().decode(callback.body),
  })
}
