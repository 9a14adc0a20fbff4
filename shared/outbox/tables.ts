import { sql } from 'drizzle-orm'
import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, now } from '../platform/db/instant-column.ts'

export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    topic: text('topic').notNull(),
    orderId: text('order_id'),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().default(now),
    createdAt: instant('created_at').notNull().default(now),
    deliveredAt: instant('delivered_at'),
    lastError: text('last_error'),
    deadAt: instant('dead_at'),
    requestId: text('request_id').default(sql`nullif(current_setting('larder.request_id', true), '')`),
    lane: text('lane'),
  },
  (table) => [primaryKey({ name: 'outbox_pkey', columns: [table.id] })],
)
