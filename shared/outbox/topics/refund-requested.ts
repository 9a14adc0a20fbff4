import * as z from 'zod'
import { requestRefund } from '../../payments/provider-requests.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ refundId: z.string() })

/** Requests a refund from the payment provider. */
export const refundRequested: Topic = {
  deliver: ({ payload }, tools) => requestRefund(Payload.parse(payload).refundId, tools),
}
