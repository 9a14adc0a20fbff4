import { orderEvents } from '../orders/order-events.ts'
import type { Topic } from './message.ts'
import { accountMail } from './topics/account-mail.ts'
import { lowStock } from './topics/low-stock.ts'
import { orderEvent } from './topics/order-event.ts'
import { orderMailTopic } from './topics/order-mail.ts'
import { captureRequested, paymentCancelRequested } from './topics/payment-requests.ts'
import { refundRequested } from './topics/refund-requested.ts'
import { sandboxCallback } from './topics/sandbox-callback.ts'
import { staffMail } from './topics/staff-mail.ts'
import { webhook } from './topics/webhook.ts'

/** All topics of the outbox, order events first. SQL routines write the names. */
export const topics: ReadonlyMap<string, Topic> = new Map<string, Topic>([
  ...Object.keys(orderEvents).map((topic): [string, Topic] => [topic, orderEvent]),
  ['order_mail', orderMailTopic],
  ['staff_mail', staffMail],
  ['account_mail', accountMail],
  ['webhook', webhook],
  ['low_stock', lowStock],
  ['refund_requested', refundRequested],
  ['capture_requested', captureRequested],
  ['payment_cancel_requested', paymentCancelRequested],
  ['sandbox_callback', sandboxCallback],
])
