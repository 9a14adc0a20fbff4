import { boolean, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { orders } from '../orders/tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'
import { coupons } from './tables.ts'

export const couponRedemptions = pgTable(
  'coupon_redemptions',
  {
    orderId: text('order_id').notNull(),
    couponId: text('coupon_id').notNull(),
    customer: text('customer').notNull(),
    discount: integer('discount').notNull(),
    createdAt: instant('created_at').notNull().default(now),
    identity: text('identity').notNull(),
    verified: boolean('verified').notNull().default(false),
    paidAt: instant('paid_at'),
  },
  (table) => [
    primaryKey({ name: 'coupon_redemptions_pkey', columns: [table.orderId] }),
    foreignKey({ name: 'coupon_redemptions_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
    foreignKey({ name: 'coupon_redemptions_coupon_fkey', columns: [table.couponId], foreignColumns: [coupons.id] }),
  ],
)
