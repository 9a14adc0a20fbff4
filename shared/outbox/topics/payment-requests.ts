import * as z from 'zod'
import { cancelPayment, capturePayment } from '../../payments/provider-requests.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ orderId: z.string() })

/** What was reserved is to be taken, as far as the order costs it. */
export const captureRequested: Topic = {
  deliver: ({ payload }, tools) => capturePayment(Payload.parse(payload).orderId, tools),
}

/** What was reserved is to be let go. */
export const paymentCancelRequested: Topic = {
  deliver: ({ payload }, tools) => cancelPayment(Payload.parse(payload).orderId, tools),
}
