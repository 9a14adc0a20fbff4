import type { OrderMailKind } from '../notifications/order-mail.ts'

interface OrderEvent {
  /** The name in outgoing webhooks. */
  type: string
  /** What has happened, for the documentation. */
  what: string
  /** The mail that tells the shopper, if one does. */
  mail?: OrderMailKind
  /** Whether staff are told by mail: something that only people can settle. */
  staff?: true
}

/** Every event of an order by its topic in the outbox: what routines write is what others are told. */
export const orderEvents = {
  order_pending_payment: { type: 'order.placed', what: 'An order was placed; its payment is awaited.' },
  order_paid: { type: 'order.paid', what: 'The payment is certain.', mail: 'confirmation' },
  order_picking: { type: 'order.picking', what: 'Staff have begun to pick it.' },
  order_out_for_delivery: {
    type: 'order.out_for_delivery',
    what: 'It has left the shop, or waits there to be picked up.',
    mail: 'on_its_way',
  },
  order_delivered: { type: 'order.delivered', what: 'It has arrived.' },
  order_cancelled: { type: 'order.cancelled', what: 'It was cancelled.', mail: 'cancelled' },
  order_expired: { type: 'order.expired', what: 'It was not paid in time.', mail: 'expired' },
  order_refunded: { type: 'order.refunded', what: 'All that was paid has gone back.' },
  payment_failed: { type: 'payment.failed', what: 'A payment did not succeed.', mail: 'payment_problem' },
  payment_cancelled: {
    type: 'payment.cancelled',
    what: 'The payment of an order that is being picked or on its way was cancelled or has lapsed: no money will come.',
    staff: true,
  },
  payment_disputed: { type: 'payment.disputed', what: 'The shopper’s bank disputes the payment.', staff: true },
  dispute_won: { type: 'dispute.won', what: 'The dispute was decided for the shop.', staff: true },
  dispute_lost: { type: 'dispute.lost', what: 'The dispute was decided against the shop.', staff: true },
  refund_succeeded: { type: 'refund.succeeded', what: 'Money went back.', mail: 'refunded' },
  refund_failed: { type: 'refund.failed', what: 'Money could not be sent back.', staff: true },
  late_payment_returned: {
    type: 'payment.returned',
    what: 'A payment came too late and the goods were gone: the money goes back.',
    mail: 'late_payment_returned',
  },
} as const satisfies Record<string, OrderEvent>

const table: Readonly<Record<string, OrderEvent>> = orderEvents

/** @returns undefined for a topic that is no order's event */
export const orderEventOf = (topic: string): OrderEvent | undefined => table[topic]

type EventType = (typeof orderEvents)[keyof typeof orderEvents]['type']
/** The names of all events, as outgoing webhooks have them. */
export const eventTypes: readonly EventType[] = Object.values(orderEvents).map(({ type }) => type)
