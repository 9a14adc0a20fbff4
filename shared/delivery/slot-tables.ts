import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, now } from '../platform/db/instant-column.ts'

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
    zoneIds: text('zone_ids').array(),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'delivery_slots_pkey', columns: [table.id] })],
)
