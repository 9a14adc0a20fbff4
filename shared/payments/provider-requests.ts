import * as z from 'zod'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Logger } from '../platform/observability/logger.ts'
import type { PaymentAtProvider, PaymentProvider, ProviderEvent } from './provider.ts'
import { storeAndApplyEvent } from './receive-callback.ts'

export interface ProviderContext {
  database: Database
  provider: PaymentProvider
  log: Logger
}

const RefundView = z.object({
  refundId: z.string(),
  orderId: z.string(),
  amount: z.int(),
  status: z.enum(['requested', 'succeeded', 'failed', 'withdrawn']),
  requestedAt: z.string(),
  provider: z.string(),
  providerPaymentId: z.string(),
  currency: z.string(),
})

/** Requests a refund from the provider. Its result comes as an event, in the response or by a callback. */
export async function requestRefund(refundId: string, context: ProviderContext): Promise<void> {
  const refund = await callRoutine(context.database, 'start_refund', { refundId }, RefundView)
  if (refund.status !== 'requested') return
  const { provider, database } = context
  await applyEvents(await requireProvider(refund, provider).refund(refund, database), context)
}

const PaymentState = z.object({
  orderId: z.string(),
  provider: z.string(),
  providerPaymentId: z.string(),
  currency: z.string(),
  captured: z.int(),
  due: z.int().nullable(),
  cancelled: z.boolean(),
  captureFailed: z.boolean(),
})

/** Captures the final amount of an order from its authorisation. */
export async function capturePayment(orderId: string, context: ProviderContext): Promise<void> {
  const payment = await callRoutine(context.database, 'payment_state', { orderId }, PaymentState)
  const { due, captured, cancelled, captureFailed } = payment
  if (due === null || due === 0 || captured > 0 || cancelled || captureFailed) return
  const { provider, database } = context
  await applyEvents(await requireProvider(payment, provider).capture({ ...payment, amount: due }, database), context)
}

/** Cancels an order's payment at the provider, unless it is captured. An authorisation is released. */
export async function cancelPayment(orderId: string, context: ProviderContext): Promise<void> {
  const payment = await callRoutine(context.database, 'payment_state', { orderId }, PaymentState)
  if (payment.captured > 0 || payment.cancelled) return
  const { provider, database } = context
  await applyEvents(await requireProvider(payment, provider).cancel(payment, database), context)
}

/** Fetches all events of a payment from the provider and applies those that the shop missed. */
export async function fetchPaymentStatus(
  payment: PaymentAtProvider & { provider: string },
  context: ProviderContext,
): Promise<void> {
  const { provider, database } = context
  await applyEvents(await requireProvider(payment, provider).events(payment, database), context)
}

async function applyEvents(
  events: readonly ProviderEvent[],
  { database, provider, log }: ProviderContext,
): Promise<void> {
  for (const event of events) await storeAndApplyEvent(database, provider.name, event, log)
}

function requireProvider(payment: { provider: string }, provider: PaymentProvider): PaymentProvider {
  if (payment.provider !== provider.name) throw new Error(`the payment provider ${payment.provider} is not configured`)
  return provider
}
