import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { LocalizedText } from '../localized-text.ts'
import { instant, now } from '../platform/db/instant-column.ts'

export const deliveryZones = pgTable(
  'delivery_zones',
  {
    id: text('id').notNull(),
    name: jsonb('name').$type<LocalizedText>().notNull(),
    minimumBasket: integer('minimum_basket').notNull().default(0),
    fee: integer('fee').notNull().default(0),
    freeFrom: integer('free_from'),
    fallback: boolean('fallback').notNull().default(false),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'delivery_zones_pkey', columns: [table.id] })],
)

export const deliveryZoneAreas = pgTable(
  'delivery_zone_areas',
  {
    kind: text('kind', { enum: ['district', 'postcode'] }).notNull(),
    area: text('area').notNull(),
    zoneId: text('zone_id').notNull(),
    enteredName: text('entered_name').notNull(),
  },
  (table) => [
    primaryKey({ name: 'delivery_zone_areas_pkey', columns: [table.kind, table.area] }),
    foreignKey({
      name: 'delivery_zone_areas_zone_fkey',
      columns: [table.zoneId],
      foreignColumns: [deliveryZones.id],
    }).onDelete('cascade'),
  ],
)
