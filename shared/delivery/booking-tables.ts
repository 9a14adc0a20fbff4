import { foreignKey, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { orders } from '../orders/tables.ts'
import { instant } from '../platform/db/instant-column.ts'
import { deliverySlots } from './slot-tables.ts'

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
