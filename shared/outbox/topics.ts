import type { Topic } from './message.ts'
import { orderEvent } from './topics/order-event.ts'
import { refundRequested } from './topics/refund-requested.ts'

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
  ['refund_requested', refundRequested],
])
