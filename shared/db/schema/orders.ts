import { sql } from 'drizzle-orm'
import { bigint, boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { Substitution } from '../../carts/substitution.ts'
import type { LocalizedText } from '../../catalog/localized-text.ts'
import type { Address } from '../../delivery/address.ts'
import type { AppliedPromotion } from '../../pricing/types.ts'
import { carts } from './carts.ts'
import { products } from './catalog.ts'
import { coupons } from './coupons.ts'
import { deliverySlots } from './delivery-slots.ts'
import { flashSaleClaims } from './flash-sales.ts'
import { instant, now } from './instant.ts'

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
    total: integer('total').notNull(),
    refunded: integer('refunded').notNull().default(0),
    expiresAt: instant('expires_at').notNull(),
    packedAt: instant('packed_at'),
    picked: jsonb('picked').$type<unknown>(),
    asPlaced: jsonb('as_placed').$type<unknown>(),
    disputedAt: instant('disputed_at'),
    refundFailedAt: instant('refund_failed_at'),
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

export const orderLines = pgTable(
  'order_lines',
  {
    orderId: text('order_id').notNull(),
    line: integer('line').notNull(),
    sku: text('sku').notNull(),
    name: jsonb('name').$type<LocalizedText>().notNull(),
    unit: text('unit').notNull(),
    quantity: integer('quantity').notNull(),
    price: integer('price').notNull(),
    priceQuantity: integer('price_quantity').notNull(),
    subtotal: integer('subtotal').notNull(),
    promotionDiscount: integer('promotion_discount').notNull(),
    couponDiscount: integer('coupon_discount').notNull(),
    total: integer('total').notNull(),
    substitution: jsonb('substitution').$type<Substitution>().notNull(),
    claimId: text('claim_id'),
    orderedQuantity: integer('ordered_quantity'),
    pickedQuantity: integer('picked_quantity'),
    substitutes: text('substitutes'),
  },
  (table) => [
    primaryKey({ name: 'order_lines_pkey', columns: [table.orderId, table.line] }),
    unique('order_lines_claim_key').on(table.claimId),
    foreignKey({ name: 'order_lines_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
    foreignKey({ name: 'order_lines_claim_fkey', columns: [table.claimId], foreignColumns: [flashSaleClaims.id] }),
    foreignKey({ name: 'order_lines_sku_fkey', columns: [table.sku], foreignColumns: [products.sku] }),
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
