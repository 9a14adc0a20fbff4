import * as z from 'zod'
import { cancelPayment, capturePayment } from '../../payments/provider-requests.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ orderId: z.string() })

/** Captures the reserved payment, up to the total of the order. */
export const captureRequested: Topic = {
  deliver: ({ payload }, tools) => capturePayment(Payload.parse(payload).orderId, tools),
}

/** Cancels the reserved payment. */
export const paymentCancelRequested: Topic = {
  deliver: ({ payload }, tools) => cancelPayment(Payload.parse(payload).orderId, tools),
}
