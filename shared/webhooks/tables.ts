import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, now } from '../platform/db/instant-column.ts'

export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: text('id').notNull(),
    url: text('url').notNull(),
    description: text('description').notNull().default(''),
    eventTypes: text('event_types').array(),
    active: boolean('active').notNull().default(true),
    secretNumber: integer('secret_number').notNull().default(1),
    previousSecretUntil: instant('previous_secret_until'),
    failingSince: instant('failing_since'),
    disabledAt: instant('disabled_at'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'webhook_endpoints_pkey', columns: [table.id] })],
)

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: text('id').notNull(),
    endpointId: text('endpoint_id').notNull(),
    eventType: text('event_type').notNull(),
    orderId: text('order_id'),
    body: text('body').notNull(),
    status: text('status', { enum: ['waiting', 'delivered', 'failed', 'skipped'] })
      .notNull()
      .default('waiting'),
    attempts: jsonb('attempts').$type<unknown[]>().notNull().default([]),
    createdAt: instant('created_at').notNull().default(now),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    primaryKey({ name: 'webhook_deliveries_pkey', columns: [table.id] }),
    foreignKey({
      name: 'webhook_deliveries_endpoint_fkey',
      columns: [table.endpointId],
      foreignColumns: [webhookEndpoints.id],
    }).onDelete('cascade'),
  ],
)
