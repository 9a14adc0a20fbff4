/**
 * The effect of every event on an order in every state: `apply_payment_event.sql` as a table. A test runs each pair on a
 * database, and docs/payments.md shows the table. The order costs 1,000, which are authorised for products sold by weight.
 */
export const eventNames = [
  'authorised in full',
  'captured in part',
  'captured in full',
  'captured too much',
  'processing',
  'payment failed',
  'payment cancelled',
  'capture failed',
  'refunded in part',
  'refunded in full',
  'refund failed',
  'disputed',
  'dispute won',
  'dispute lost',
] as const
export type EventName = (typeof eventNames)[number]

export const stateNames = [
  'pending payment',
  'pending payment, processing',
  'pending payment, partly captured',
  'expired, in stock',
  'expired, out of stock',
  'cancelled',
  'cancelled, disputed',
  'cancelled, dispute lost',
  'paid, authorised',
  'paid',
  'paid, disputed',
  'paid, dispute lost',
  'picking, authorised',
  'picking',
  'out for delivery, authorised',
  'out for delivery',
  'delivered, authorised',
  'delivered',
  'refunded',
] as const
export type StateName = (typeof stateNames)[number]

interface EventOutcome {
  /** The result of the routine, stored in the inbox. */
  outcome: string
  /** The order's status after the event. */
  status: string
  /** The amount of the refund requested from the provider. */
  refundRequested: number
  /** Whether the order waits longer for the payment, or less long. */
  window: 'extended' | 'shortened' | null
  /** Whether the cancellation of an authorisation is requested from the provider. */
  voidRequested: boolean
  /** The notifications written to the outbox. */
  notifications: readonly string[]
}

const recorded = (status: string, ...notifications: string[]): EventOutcome => {
  return { outcome: 'recorded', status, refundRequested: 0, window: null, voidRequested: false, notifications }
}
const changesStatus = (status: string, refundRequested = 0): EventOutcome => {
  return {
    outcome: status,
    status,
    refundRequested,
    window: null,
    voidRequested: false,
    notifications: [`order_${status}`],
  }
}
const requestsRefund = (status: string, refundRequested: number, ...notifications: string[]): EventOutcome => {
  return { outcome: 'refund_requested', status, refundRequested, window: null, voidRequested: false, notifications }
}
const requestsVoid = (status: string, ...notifications: string[]): EventOutcome => {
  return { outcome: 'refund_requested', status, refundRequested: 0, window: null, voidRequested: true, notifications }
}

/** Events that are recorded without an effect on the order. */
const withoutEffect = (status: string): Record<EventName, EventOutcome> => ({
  'authorised in full': recorded(status),
  'captured in part': recorded(status),
  'captured in full': recorded(status),
  'captured too much': recorded(status),
  processing: recorded(status),
  'payment failed': recorded(status),
  'payment cancelled': recorded(status),
  'capture failed': recorded(status),
  'refunded in part': recorded(status),
  'refunded in full': recorded(status),
  'refund failed': recorded(status, 'refund_failed'),
  disputed: recorded(status, 'payment_disputed'),
  'dispute won': recorded(status, 'dispute_won', 'payment_disputed'),
  'dispute lost': recorded(status, 'dispute_lost', 'payment_disputed'),
})

const payment = {
  'authorised in full': changesStatus('paid'),
  'captured in full': changesStatus('paid'),
  'captured too much': changesStatus('paid', 100),
}

/** The surplus is refunded, and a full refund ends the order. */
const live = (status: string) => ({
  ...withoutEffect(status),
  'captured too much': { ...recorded(status), refundRequested: 100 },
  'refunded in full': changesStatus('refunded'),
})

/** The bank has the money of a disputed payment, so nothing is refunded. */
const disputed = (outcomes: Record<EventName, EventOutcome>, status: string) => ({
  ...outcomes,
  'captured too much': recorded(status),
  disputed: recorded(status),
  'dispute won': recorded(status, 'dispute_won'),
  'dispute lost': recorded(status, 'dispute_lost'),
})

/** A dispute that is lost stays lost. */
const disputeLost = (outcomes: Record<EventName, EventOutcome>, status: string) => ({
  ...disputed(outcomes, status),
  'dispute lost': recorded(status),
})

/** Only authorised: there is nothing to refund yet, and a cancellation leaves the order unpaid. */
const authorised = (status: string) => ({
  ...live(status),
  'captured in part': recorded(status, 'payment_incomplete'),
  'refunded in full': recorded(status),
  'payment cancelled': recorded(status, 'payment_cancelled'),
  'capture failed': recorded(status, 'payment_incomplete'),
})

const pending: Record<EventName, EventOutcome> = {
  ...withoutEffect('pending_payment'),
  ...payment,
  processing: { ...recorded('pending_payment'), window: 'extended' },
  'payment failed': recorded('pending_payment', 'payment_failed'),
  'payment cancelled': changesStatus('cancelled'),
}

export const eventOutcomes: Record<StateName, Record<EventName, EventOutcome>> = {
  'pending payment': pending,
  'pending payment, processing': {
    ...pending,
    processing: recorded('pending_payment'),
    'payment failed': { ...recorded('pending_payment', 'payment_failed'), window: 'shortened' },
  },
  'pending payment, partly captured': {
    ...withoutEffect('pending_payment'),
    ...payment,
    // A provider captures once, so the rest of the authorisation is lost.
    'authorised in full': { ...changesStatus('paid'), notifications: ['order_paid', 'payment_incomplete'] },
    processing: { ...recorded('pending_payment'), window: 'extended' },
    'payment cancelled': requestsRefund('cancelled', 400, 'order_cancelled'),
  },
  'expired, in stock': { ...withoutEffect('expired'), ...payment, 'captured in part': requestsRefund('expired', 600) },
  'expired, out of stock': {
    ...withoutEffect('expired'),
    'authorised in full': requestsVoid('expired', 'late_payment_returned'),
    'captured in part': requestsRefund('expired', 600),
    'captured in full': requestsRefund('expired', 1_000, 'late_payment_returned'),
    'captured too much': requestsRefund('expired', 1_100, 'late_payment_returned'),
  },
  cancelled: {
    ...withoutEffect('cancelled'),
    'authorised in full': requestsVoid('cancelled'),
    'captured in part': requestsRefund('cancelled', 600),
    'captured in full': requestsRefund('cancelled', 1_000),
    'captured too much': requestsRefund('cancelled', 1_100),
  },
  'cancelled, disputed': {
    ...disputed(withoutEffect('cancelled'), 'cancelled'),
    'dispute won': requestsRefund('cancelled', 1_000, 'dispute_won'),
  },
  'cancelled, dispute lost': disputeLost(withoutEffect('cancelled'), 'cancelled'),
  'paid, authorised': { ...authorised('paid'), 'payment cancelled': changesStatus('cancelled') },
  paid: live('paid'),
  'paid, disputed': disputed(live('paid'), 'paid'),
  'paid, dispute lost': disputeLost(live('paid'), 'paid'),
  'picking, authorised': authorised('picking'),
  picking: live('picking'),
  'out for delivery, authorised': authorised('out_for_delivery'),
  'out for delivery': live('out_for_delivery'),
  'delivered, authorised': authorised('delivered'),
  delivered: live('delivered'),
  refunded: { ...withoutEffect('refunded'), 'captured too much': requestsRefund('refunded', 100) },
}
