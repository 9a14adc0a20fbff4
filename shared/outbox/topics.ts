import type { Topic } from './message.ts'
import { lowStock } from './topics/low-stock.ts'
import { orderEvent } from './topics/order-event.ts'
import { captureRequested, paymentCancelRequested } from './topics/payment-requests.ts'
import { refundRequested } from './topics/refund-requested.ts'
import { sandboxCallback } from './topics/sandbox-callback.ts'

/** Every topic of the outbox, one line each; the names are what routines write. */
export const topics: ReadonlyMap<string, Topic> = new Map([
  ['order_pending_payment', orderEvent],
  ['order_paid', orderEvent],
  ['order_picking', orderEvent],
  ['order_out_for_delivery', orderEvent],
  ['order_delivered', orderEvent],
  ['order_cancelled', orderEvent],
  ['order_expired', orderEvent],
  ['order_refunded', orderEvent],
  ['payment_failed', orderEvent],
  ['payment_cancelled', orderEvent],
  ['payment_disputed', orderEvent],
  ['dispute_won', orderEvent],
  ['dispute_lost', orderEvent],
  ['refund_succeeded', orderEvent],
  ['refund_failed', orderEvent],
  ['late_payment_returned', orderEvent],
  ['low_stock', lowStock],
  ['refund_requested', refundRequested],
  ['capture_requested', captureRequested],
  ['payment_cancel_requested', paymentCancelRequested],
  ['sandbox_callback', sandboxCallback],
])
