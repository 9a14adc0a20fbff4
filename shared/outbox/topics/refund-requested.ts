import * as z from 'zod'
import { askForRefund } from '../../payments/ask-provider.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ refundId: z.string() })

/** Money is to go back: the provider is asked for it. */
export const refundRequested: Topic = {
  deliver: ({ payload }, tools) => askForRefund(Payload.parse(payload).refundId, tools),
}
