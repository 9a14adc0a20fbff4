import type { OrderRecord } from '../order-record.ts'
import type { Order } from './order.ts'

/** Whether the shopper has paid, and the provider has not received the money yet. It can be tried again after a failure. */
export const isProcessing = ({ processingAt, failedAt }: Pick<OrderRecord['payment'], 'processingAt' | 'failedAt'>) =>
  processingAt !== null && (failedAt === null || failedAt < processingAt)

export function paymentStatus(payment: OrderRecord['payment']): Order['payment']['status'] {
  const { amount, authorised, captured, refunded } = payment
  // Packing can lower the amount of a paid order to 0.
  if (amount === 0 && authorised === 0 && captured === 0) return 'not_required'
  if (captured === 0) return uncapturedStatus(payment)
  if (refunded === 0) return 'succeeded'
  return refunded < captured ? 'partially_refunded' : 'refunded'
}

function uncapturedStatus(payment: OrderRecord['payment']): Order['payment']['status'] {
  const { authorised, cancelledAt, failedAt } = payment
  if (cancelledAt !== null) return 'cancelled'
  if (authorised > 0) return 'authorised'
  if (isProcessing(payment)) return 'processing'
  return failedAt === null ? 'pending' : 'failed'
}
