/**
 * What every event does to an order in every state: `apply_payment_event.sql` as a table. A test plays each pair on a
 * database, and docs/payments.md shows it. The order costs 1,000; 1,200 are reserved where goods are weighed.
 */
export const eventNames = [
  'reserved in full',
  'captured in part',
  'captured in full',
  'captured too much',
  'payment failed',
  'payment cancelled',
  'refunded in part',
  'refunded in full',
  'refund failed',
  'disputed',
  'dispute won',
  'dispute lost',
] as const
export type EventName = (typeof eventNames)[number]

export const stateNames = [
  'waits',
  'waits, paid in part',
  'expired, goods there',
  'expired, goods gone',
  'cancelled',
  'paid, reserved',
  'paid',
  'picking, reserved',
  'picking',
  'out for delivery, reserved',
  'out for delivery',
  'delivered, reserved',
  'delivered',
  'refunded',
] as const
export type StateName = (typeof stateNames)[number]

interface EventOutcome {
  /** What the routine answers, and the inbox keeps. */
  outcome: string
  /** The order's status then. */
  status: string
  /** What is asked back of the provider. */
  back: number
  /** Whether the provider is asked to let a reservation go. */
  letGo: boolean
  /** What is written into the outbox for shopper, staff and others. */
  told: readonly string[]
}

const stays = (status: string, ...told: string[]): EventOutcome => {
  return { outcome: 'recorded', status, back: 0, letGo: false, told }
}
const becomes = (status: string, more: Partial<EventOutcome> = {}): EventOutcome => {
  return { outcome: status, status, back: 0, letGo: false, told: [`order_${status}`], ...more }
}
const givesBack = (status: string, back: number, ...told: string[]): EventOutcome => {
  return { outcome: 'refund_requested', status, back, letGo: false, told }
}
const letsGo = (status: string, ...told: string[]): EventOutcome => ({ ...givesBack(status, 0, ...told), letGo: true })

/** What does nothing to an order, whatever its state, but to be known. */
const known = (status: string): Record<EventName, EventOutcome> => ({
  'reserved in full': stays(status),
  'captured in part': stays(status),
  'captured in full': stays(status),
  'captured too much': stays(status),
  'payment failed': stays(status),
  'payment cancelled': stays(status),
  'refunded in part': stays(status),
  'refunded in full': stays(status),
  'refund failed': stays(status, 'refund_failed'),
  disputed: stays(status, 'payment_disputed'),
  'dispute won': stays(status, 'dispute_won', 'payment_disputed'),
  'dispute lost': stays(status, 'dispute_lost', 'payment_disputed'),
})

const pays = {
  'reserved in full': becomes('paid'),
  'captured in full': becomes('paid'),
  'captured too much': becomes('paid', { back: 100 }),
}

/** All that an order keeps is what it costs. */
const live = (status: string) => ({
  ...known(status),
  'captured too much': { ...stays(status), back: 100 },
  'refunded in full': becomes('refunded'),
})

/** Only a reservation: nothing to refund yet, and should it go, goods are on their way that nobody pays. */
const reserved = (status: string) => ({
  ...live(status),
  'refunded in full': stays(status),
  'payment cancelled': stays(status, 'payment_cancelled'),
})

export const eventOutcomes: Record<StateName, Record<EventName, EventOutcome>> = {
  waits: {
    ...known('pending_payment'),
    ...pays,
    'payment failed': stays('pending_payment', 'payment_failed'),
    'payment cancelled': becomes('cancelled'),
  },
  'waits, paid in part': {
    ...known('pending_payment'),
    ...pays,
    'payment cancelled': givesBack('cancelled', 400, 'order_cancelled'),
  },
  'expired, goods there': { ...known('expired'), ...pays, 'captured in part': givesBack('expired', 600) },
  'expired, goods gone': {
    ...known('expired'),
    'reserved in full': letsGo('expired', 'late_payment_returned'),
    'captured in part': givesBack('expired', 600),
    'captured in full': givesBack('expired', 1_000, 'late_payment_returned'),
    'captured too much': givesBack('expired', 1_100, 'late_payment_returned'),
  },
  cancelled: {
    ...known('cancelled'),
    'reserved in full': letsGo('cancelled'),
    'captured in part': givesBack('cancelled', 600),
    'captured in full': givesBack('cancelled', 1_000),
    'captured too much': givesBack('cancelled', 1_100),
  },
  'paid, reserved': { ...reserved('paid'), 'payment cancelled': becomes('cancelled') },
  paid: live('paid'),
  'picking, reserved': reserved('picking'),
  picking: live('picking'),
  'out for delivery, reserved': reserved('out_for_delivery'),
  'out for delivery': live('out_for_delivery'),
  'delivered, reserved': reserved('delivered'),
  delivered: live('delivered'),
  refunded: { ...known('refunded'), 'captured too much': givesBack('refunded', 100) },
}
