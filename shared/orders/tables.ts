import { sql } from 'drizzle-orm'
import { bigint, boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { carts } from '../carts/tables.ts'
import { coupons } from '../coupons/tables.ts'
import type { Address } from '../delivery/address.ts'
import { deliverySlots } from '../delivery/slot-tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'
import type { StoredFee } from '../promotions/fees.ts'
import type { AppliedPromotion } from '../promotions/types.ts'

const orderStatuses = [
  'pending_payment',
  'paid',
  'picking',
  'out_for_delivery',
  'delivered',
  'cancelled',
  'expired',
  'refunded',
] as const

type StoredPromotion = Pick<AppliedPromotion, 'id' | 'version' | 'code' | 'description' | 'amount' | 'lines'>

export const orders = pgTable(
  'orders',
  {
    id: text('id').notNull(),
    number: bigint('number', { mode: 'number' }).notNull().default(sql`nextval('order_numbers')`),
    cartId: text('cart_id').notNull(),
    customerId: text('customer_id'),
    email: text('email').notNull(),
    status: text('status', { enum: orderStatuses }).notNull(),
    currency: text('currency').notNull(),
    couponId: text('coupon_id'),
    couponCode: text('coupon_code'),
    slotId: text('slot_id'),
    slotStartsAt: instant('slot_starts_at'),
    slotEndsAt: instant('slot_ends_at'),
    address: jsonb('address').$type<Address>(),
    ageRestricted: boolean('age_restricted').notNull().default(false),
    couponDiscount: integer('coupon_discount').notNull().default(0),
    promotions: jsonb('promotions').$type<StoredPromotion[]>().notNull().default([]),
    subtotal: integer('subtotal').notNull(),
    discount: integer('discount').notNull(),
    deliveryFee: integer('delivery_fee').notNull(),
    fees: jsonb('fees').$type<StoredFee[]>().notNull().default([]),
    otherFees: integer('other_fees').notNull().default(0),
    total: integer('total').notNull(),
    refunded: integer('refunded').notNull().default(0),
    expiresAt: instant('expires_at').notNull(),
    packedAt: instant('packed_at'),
    picked: jsonb('picked').$type<unknown>(),
    asPlaced: jsonb('as_placed').$type<unknown>(),
    disputedAt: instant('disputed_at'),
    refundFailedAt: instant('refund_failed_at'),
    disputeStatus: text('dispute_status', { enum: ['open', 'won', 'lost'] }),
    disputeDecision: jsonb('dispute_decision').$type<unknown>(),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'orders_pkey', columns: [table.id] }),
    unique('orders_number_key').on(table.number),
    unique('orders_cart_key').on(table.cartId),
    foreignKey({ name: 'orders_cart_fkey', columns: [table.cartId], foreignColumns: [carts.id] }),
    foreignKey({ name: 'orders_coupon_fkey', columns: [table.couponId], foreignColumns: [coupons.id] }),
    foreignKey({ name: 'orders_slot_fkey', columns: [table.slotId], foreignColumns: [deliverySlots.id] }),
  ],
)

export const orderHistory = pgTable(
  'order_history',
  {
    orderId: text('order_id').notNull(),
    status: text('status').notNull(),
    at: instant('at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'order_history_pkey', columns: [table.orderId, table.status] }),
    foreignKey({ name: 'order_history_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
)

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    orderId: text('order_id').notNull(),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'idempotency_keys_pkey', columns: [table.scope, table.key] })],
)
