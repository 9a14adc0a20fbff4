import * as z from 'zod'
import { openPayment } from '../payments/open-payment.ts'
import { cancelPayment, capturePayment, fetchPaymentStatus, requestRefund } from '../payments/provider-requests.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { JobTools, RunOnce } from './job.ts'

/** Small, because one payment can take several sequential requests to the provider. */
const PAYMENT_BATCH_SIZE = 20

const OpenPayment = z.object({
  id: z.string(),
  status: z.string(),
  currency: z.string(),
  expiresAt: z.string(),
  payment: z.object({
    id: z.string().nullable(),
    provider: z.string(),
    amount: z.int(),
    authorisation: z.int().nullable(),
    refusal: z.null(),
  }),
  ended: z.boolean(),
  refundIds: z.array(z.string()),
})
type OpenPayment = z.output<typeof OpenPayment>

const Claimed = z.object({ items: z.array(OpenPayment), remaining: z.int() })

/**
 * Fetches the status of every open payment from the provider, in case a callback was lost. Opens payments that a crash
 * left unopened, and repeats pending captures and refunds.
 */
export const reconcilePayments: RunOnce = async (tools) => {
  const { items, remaining } = await callRoutine(
    tools.database,
    'claim_open_payments',
    { limit: PAYMENT_BATCH_SIZE },
    Claimed,
  )
  let processed = 0
  for (const open of items) {
    try {
      await reconcile(open, tools)
      processed++
    } catch (error) {
      tools.log.error({ err: error, order_id: open.id }, 'payment could not be reconciled, will be retried')
    }
  }
  return { processed, remaining }
}

async function reconcile(open: OpenPayment, tools: JobTools): Promise<void> {
  const { provider, database } = tools
  const { id: orderId, payment } = open
  if (payment.id === null) {
    const opened = await openPayment(database, provider.opener, open)
    if (opened.ok) return
    if (opened.code === 'payment_provider_unavailable') throw new Error(JSON.stringify(opened.facts))
    tools.log.error(
      { order_id: orderId, reason: opened.facts.reason },
      'payment refused for good, the order is cancelled',
    )
    return
  }
  const { currency } = open
  await fetchPaymentStatus({ orderId, provider: payment.provider, providerPaymentId: payment.id, currency }, tools)
  if (open.ended) await cancelPayment(orderId, tools)
  await capturePayment(orderId, tools)
  for (const refundId of open.refundIds) await requestRefund(refundId, tools)
}
