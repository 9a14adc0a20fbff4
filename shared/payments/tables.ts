import { sql } from 'drizzle-orm'
import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { orders } from '../orders/tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'

export const payments = pgTable(
  'payments',
  {
    id: text('id').notNull(),
    provider: text('provider').notNull(),
    providerPaymentId: text('provider_payment_id'),
    orderId: text('order_id').notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    captured: integer('captured').notNull().default(0),
    refunded: integer('refunded').notNull().default(0),
    failedAt: instant('failed_at'),
    disputedAt: instant('disputed_at'),
    capturedAt: instant('captured_at'),
    authorisation: integer('authorisation'),
    authorised: integer('authorised').notNull().default(0),
    due: integer('due'),
    refundReturned: integer('refund_returned').notNull().default(0),
    cancelRequestedAt: instant('cancel_requested_at'),
    cancelledAt: instant('cancelled_at'),
    disputeWonAt: instant('dispute_won_at'),
    disputeLostAt: instant('dispute_lost_at'),
    chargeStep: integer('charge_step').notNull().default(1),
    reservation: text('reservation', { enum: ['weighed', 'slot_too_late'] }),
    authorisedAt: instant('authorised_at'),
    processingAt: instant('processing_at'),
    refusal: text('refusal'),
    captureFailedAt: instant('capture_failed_at'),
    captureFailure: text('capture_failure'),
    missingReported: integer('missing_reported').notNull().default(0),
    writtenOff: integer('written_off').notNull().default(0),
    checks: integer('checks').notNull().default(0),
    nextCheckAt: instant('next_check_at').default(sql`now() + interval '2 minutes'`),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'payments_pkey', columns: [table.id] }),
    unique('payments_order_key').on(table.orderId),
    unique('payments_provider_payment_key').on(table.provider, table.providerPaymentId),
    foreignKey({ name: 'payments_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
)

export const refunds = pgTable(
  'refunds',
  {
    id: text('id').notNull(),
    paymentId: text('payment_id').notNull(),
    orderId: text('order_id').notNull(),
    amount: integer('amount').notNull(),
    reason: text('reason').notNull(),
    status: text('status', { enum: ['requested', 'succeeded', 'failed', 'not_charged', 'withdrawn'] })
      .notNull()
      .default('requested'),
    createdAt: instant('created_at').notNull().default(now),
    succeededAt: instant('succeeded_at'),
    failedAt: instant('failed_at'),
    failure: text('failure'),
    requestedBy: text('requested_by'),
    requestKey: text('request_key'),
    fingerprint: text('fingerprint'),
    packed: boolean('packed').notNull().default(false),
    withdrawnAt: instant('withdrawn_at'),
    sentAt: instant('sent_at'),
    purpose: text('purpose', { enum: ['lines', 'delivery', 'bags', 'deposit', 'tip', 'goodwill', 'order'] })
      .notNull()
      .default('order'),
  },
  (table) => [
    primaryKey({ name: 'refunds_pkey', columns: [table.id] }),
    unique('refunds_request_key').on(table.orderId, table.requestKey),
    foreignKey({ name: 'refunds_payment_fkey', columns: [table.paymentId], foreignColumns: [payments.id] }),
    foreignKey({ name: 'refunds_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
)

export const paymentEvents = pgTable(
  'payment_events',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    providerPaymentId: text('provider_payment_id'),
    amount: integer('amount'),
    refundId: text('refund_id'),
    orderId: text('order_id'),
    payload: jsonb('payload').$type<unknown>().notNull(),
    receivedAt: instant('received_at').notNull().default(now),
    processedAt: instant('processed_at'),
    outcome: text('outcome'),
    disputeId: text('dispute_id'),
  },
  (table) => [primaryKey({ name: 'payment_events_pkey', columns: [table.provider, table.eventId] })],
)

export const paymentDisputes = pgTable(
  'payment_disputes',
  {
    paymentId: text('payment_id').notNull(),
    id: text('id').notNull(),
    amount: integer('amount'),
    reason: text('reason'),
    openedAt: instant('opened_at').notNull().default(sql`clock_timestamp()`),
    wonAt: instant('won_at'),
    lostAt: instant('lost_at'),
  },
  (table) => [
    primaryKey({ name: 'payment_disputes_pkey', columns: [table.paymentId, table.id] }),
    foreignKey({ name: 'payment_disputes_payment_fkey', columns: [table.paymentId], foreignColumns: [payments.id] }),
  ],
)

export const sandboxEvents = pgTable(
  'sandbox_events',
  {
    id: text('id').notNull(),
    paymentId: text('payment_id').notNull(),
    event: jsonb('event').$type<unknown>().notNull(),
    createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ name: 'sandbox_events_pkey', columns: [table.id] })],
)

export const refundLines = pgTable(
  'refund_lines',
  {
    refundId: text('refund_id').notNull(),
    sku: text('sku').notNull(),
    quantity: integer('quantity').notNull(),
    amount: integer('amount').notNull(),
  },
  (table) => [
    primaryKey({ name: 'refund_lines_pkey', columns: [table.refundId, table.sku] }),
    foreignKey({ name: 'refund_lines_refund_fkey', columns: [table.refundId], foreignColumns: [refunds.id] }),
  ],
)
