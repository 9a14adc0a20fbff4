import { sendRefund } from '../../jobs/send-refund.ts'
import type { Topic } from '../message.ts'

/** Money is to go back: the provider is asked for it. */
export const refundRequested: Topic = {
  deliver: ({ payload }, tools) => sendRefund(payload, tools),
}
