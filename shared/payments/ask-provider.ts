import * as z from 'zod'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Logger } from '../platform/observability/logger.ts'
import type { PaymentProvider, ProviderEvent } from './provider.ts'
import { takeEvent } from './receive-callback.ts'

/** What asking a provider needs. */
export interface Asking {
  database: Database
  provider: PaymentProvider
  log: Logger
}

const RefundView = z.object({
  refundId: z.string(),
  orderId: z.string(),
  amount: z.int(),
  status: z.enum(['requested', 'succeeded', 'failed']),
  requestedAt: z.string(),
  provider: z.string(),
  providerPaymentId: z.string(),
  refundedBefore: z.int(),
})

/** Asks the provider for a refund. What it says of it, now or by a callback, tells whether the money went back. */
export async function askForRefund(refundId: string, asking: Asking): Promise<void> {
  const refund = await callRoutine(asking.database, 'refund_view', { refundId }, RefundView)
  if (refund.status !== 'requested') return
  const { provider, database } = asking
  await take(await providerOf(refund, provider).refund(refund, database), asking)
}

const PaymentState = z.object({
  orderId: z.string(),
  provider: z.string(),
  providerPaymentId: z.string(),
  captured: z.int(),
  due: z.int().nullable(),
  cancelled: z.boolean(),
})

/** Takes what an order costs in the end of what was reserved for it. */
export async function askToCapture(orderId: string, asking: Asking): Promise<void> {
  const payment = await callRoutine(asking.database, 'payment_state', { orderId }, PaymentState)
  const { due, captured, cancelled } = payment
  if (due === null || due === 0 || captured > 0 || cancelled) return
  const { provider, database } = asking
  await take(await providerOf(payment, provider).capture({ ...payment, amount: due }, database), asking)
}

/** Lets go of what was reserved for an order, or ends a payment that nobody has made. */
export async function askToCancel(orderId: string, asking: Asking): Promise<void> {
  const payment = await callRoutine(asking.database, 'payment_state', { orderId }, PaymentState)
  if (payment.captured > 0 || payment.cancelled) return
  const { provider, database } = asking
  await take(await providerOf(payment, provider).cancel(payment, database), asking)
}

/** Asks how a payment stands, and takes all that the shop has not heard of. */
export async function askHowItStands(
  payment: { orderId: string; provider: string; providerPaymentId: string },
  asking: Asking,
): Promise<void> {
  const { provider, database } = asking
  await take(await providerOf(payment, provider).events(payment, database), asking)
}

async function take(events: readonly ProviderEvent[], { database, provider, log }: Asking): Promise<void> {
  for (const event of events) await takeEvent(database, provider.name, event, log)
}

function providerOf(payment: { provider: string }, provider: PaymentProvider): PaymentProvider {
  if (payment.provider !== provider.name) throw new Error(`no payment provider ${payment.provider} here`)
  return provider
}
