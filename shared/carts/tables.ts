import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { products } from '../catalog/tables.ts'
import type { Address } from '../delivery/address.ts'
import { deliverySlots } from '../delivery/slot-tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'
import type { Substitution } from './substitution.ts'

export const carts = pgTable(
  'carts',
  {
    id: text('id').notNull(),
    customerId: text('customer_id'),
    status: text('status', { enum: ['open', 'ordered', 'merged'] })
      .notNull()
      .default('open'),
    currency: text('currency').notNull(),
    couponCode: text('coupon_code'),
    slotId: text('slot_id'),
    address: jsonb('address').$type<Address>(),
    pickup: boolean('pickup').notNull().default(false),
    couponChosenAt: instant('coupon_chosen_at'),
    deliveryChosenAt: instant('delivery_chosen_at'),
    mergeDropped: jsonb('merge_dropped').$type<unknown>(),
    bags: integer('bags').notNull().default(0),
    bagFee: integer('bag_fee').notNull().default(0),
    tip: integer('tip').notNull().default(0),
    mergedInto: text('merged_into'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'carts_pkey', columns: [table.id] }),
    foreignKey({
      name: 'carts_merged_into_fkey',
      columns: [table.mergedInto],
      foreignColumns: [table.id],
    }).onDelete('cascade'),
    foreignKey({ name: 'carts_slot_fkey', columns: [table.slotId], foreignColumns: [deliverySlots.id] }),
  ],
)

export const cartLines = pgTable(
  'cart_lines',
  {
    cartId: text('cart_id').notNull(),
    sku: text('sku').notNull(),
    quantity: integer('quantity').notNull(),
    substitution: jsonb('substitution').$type<Substitution>().notNull().default({ type: 'none' }),
    substitutionChosenAt: instant('substitution_chosen_at'),
    addedAt: instant('added_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'cart_lines_pkey', columns: [table.cartId, table.sku] }),
    foreignKey({
      name: 'cart_lines_cart_fkey',
      columns: [table.cartId],
      foreignColumns: [carts.id],
    }).onDelete('cascade'),
    foreignKey({ name: 'cart_lines_sku_fkey', columns: [table.sku], foreignColumns: [products.sku] }),
  ],
)
