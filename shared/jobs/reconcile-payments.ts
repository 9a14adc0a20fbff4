import * as z from 'zod'
import { askForRefund, askHowItStands, askToCancel, askToCapture } from '../payments/ask-provider.ts'
import { openPayment } from '../payments/open-payment.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { JobTools, RunOnce } from './job.ts'

/** Each may be several requests to the provider, one after the other. */
const PAYMENTS_IN_A_RUN = 20

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
  }),
  ended: z.boolean(),
  refundIds: z.array(z.string()),
})
type OpenPayment = z.output<typeof OpenPayment>

const Claimed = z.object({ items: z.array(OpenPayment), remaining: z.int() })

/**
 * Asks the provider about every payment that stayed open, so that a callback which never came loses nothing; makes the
 * payments that a crash left unmade, and asks again for captures and refunds that are still on their way.
 */
export const reconcilePayments: RunOnce = async (tools) => {
  const { items, remaining } = await callRoutine(
    tools.database,
    'claim_open_payments',
    { limit: PAYMENTS_IN_A_RUN },
    Claimed,
  )
  let processed = 0
  for (const open of items) {
    try {
      await reconcile(open, tools)
      processed++
    } catch (error) {
      tools.log.error({ err: error, order_id: open.id }, 'payment could not be reconciled, to be tried again later')
    }
  }
  return { processed, remaining }
}

async function reconcile(open: OpenPayment, tools: JobTools): Promise<void> {
  const { provider, database } = tools
  const { id: orderId, payment } = open
  if (payment.id === null) {
    const opened = await openPayment(database, provider.opener, open)
    if (!opened.ok) throw new Error(`${opened.code}: ${JSON.stringify(opened.facts)}`)
    return
  }
  await askHowItStands({ orderId, provider: payment.provider, providerPaymentId: payment.id }, tools)
  if (open.ended) await askToCancel(orderId, tools)
  await askToCapture(orderId, tools)
  for (const refundId of open.refundIds) await askForRefund(refundId, tools)
}
