import { boolean, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, now } from './instant.ts'
import { orders } from './orders.ts'

export const deliverySlots = pgTable(
  'delivery_slots',
  {
    id: text('id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    cutoffAt: instant('cutoff_at').notNull(),
    capacity: integer('capacity').notNull(),
    booked: integer('booked').notNull().default(0),
    fee: integer('fee').notNull(),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'delivery_slots_pkey', columns: [table.id] })],
)

export const slotBookings = pgTable(
  'slot_bookings',
  {
    orderId: text('order_id').notNull(),
    slotId: text('slot_id').notNull(),
    expiresAt: instant('expires_at'),
  },
  (table) => [
    primaryKey({ name: 'slot_bookings_pkey', columns: [table.orderId] }),
    foreignKey({ name: 'slot_bookings_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
    foreignKey({ name: 'slot_bookings_slot_fkey', columns: [table.slotId], foreignColumns: [deliverySlots.id] }),
  ],
)
