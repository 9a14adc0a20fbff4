import type { OrderMailKind } from '../notifications/compose-order-mail.ts'

interface OrderEvent {
  /** The event type in outgoing webhooks. */
  type: string
  /** For the documentation. */
  description: string
  /** The mail that is sent to the shopper, if any. */
  mail?: OrderMailKind
  /** Staff get a mail, because the event needs a human decision. */
  staff?: true
}

/** Every event of an order, by the topic that SQL routines write into the outbox. */
export const orderEvents = {
  order_pending_payment: { type: 'order.placed', description: 'The order is placed and its payment is pending.' },
  order_paid: { type: 'order.paid', description: 'The order is paid.', mail: 'confirmation' },
  order_picking: { type: 'order.picking', description: 'Picking has started.' },
  order_out_for_delivery: {
    type: 'order.out_for_delivery',
    description: 'The order has left the shop, or is ready for pick-up.',
    mail: 'on_its_way',
  },
  order_delivered: { type: 'order.delivered', description: 'The order is delivered.' },
  order_cancelled: { type: 'order.cancelled', description: 'The order is cancelled.', mail: 'cancelled' },
  order_expired: { type: 'order.expired', description: 'The order was not paid in time.', mail: 'expired' },
  order_refunded: { type: 'order.refunded', description: 'The whole payment is refunded.' },
  payment_failed: { type: 'payment.failed', description: 'A payment attempt failed.', mail: 'payment_problem' },
  payment_cancelled: {
    type: 'payment.cancelled',
    description: 'The payment of an order in picking or delivery was cancelled or has expired. The order stays unpaid.',
    staff: true,
  },
  payment_incomplete: {
    type: 'payment.incomplete',
    description: 'Less could be charged than the order costs. `missing` is the difference.',
    staff: true,
  },
  payment_disputed: { type: 'payment.disputed', description: 'The shopper’s bank disputes the payment.', staff: true },
  dispute_won: { type: 'dispute.won', description: 'The dispute was decided for the shop.', staff: true },
  dispute_lost: { type: 'dispute.lost', description: 'The dispute was decided against the shop.', staff: true },
  refund_succeeded: { type: 'refund.succeeded', description: 'A refund succeeded.', mail: 'refunded' },
  refund_failed: { type: 'refund.failed', description: 'A refund failed.', staff: true },
  refund_withdrawn: {
    type: 'refund.withdrawn',
    description: 'A refund was withdrawn before it was sent, because the payment is disputed.',
  },
  late_payment_returned: {
    type: 'payment.returned',
    description: 'A payment arrived after the order expired and the order can no longer be fulfilled. It is refunded.',
    mail: 'late_payment_returned',
  },
} as const satisfies Record<string, OrderEvent>

const table: Readonly<Record<string, OrderEvent>> = orderEvents

/** Undefined for a topic that is not an event of an order. */
export const findOrderEvent = (topic: string): OrderEvent | undefined => table[topic]

type EventType = (typeof orderEvents)[keyof typeof orderEvents]['type']
/** All event types of outgoing webhooks. */
export const eventTypes: readonly EventType[] = Object.values(orderEvents).map(({ type }) => type)
