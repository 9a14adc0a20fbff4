import * as z from 'zod'
import { callRoutine } from '../db/database.ts'
import { receiveCallback } from '../payments/receive-callback.ts'
import type { JobTools } from './job.ts'

const Payload = z.object({ refundId: z.string() })
const RefundView = z.object({
  refundId: z.string(),
  amount: z.int(),
  status: z.enum(['requested', 'succeeded']),
  provider: z.string(),
  providerPaymentId: z.string(),
  refundedBefore: z.int(),
})

/** Asks the provider for a refund. Its callback, not this call, says that the money went back. */
export async function sendRefund(payload: unknown, { database, provider, log }: JobTools): Promise<void> {
  const { refundId } = Payload.parse(payload)
  const refund = await callRoutine(database, 'refund_view', { refundId }, RefundView)
  if (refund.status === 'succeeded') return
  if (refund.provider !== provider.name) throw new Error(`no payment provider ${refund.provider} here`)
  const callback = await provider.refund(refund)
  if (callback !== null) await receiveCallback(database, provider, callback, log)
}
