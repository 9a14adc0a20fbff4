import { and, asc, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { webhookDeliveries, webhookEndpoints } from './tables.ts'
import { type DeliveriesQuery, type DeliveryPage, Webhook, WebhookDeliveryRecord, type WebhookList } from './webhook.ts'

export const readWebhookRefusals = ['webhook_not_found'] as const
const endpoint: SQL<unknown> = sql`webhook_record(${webhookEndpoints})`
const delivery: SQL<unknown> = sql`webhook_delivery_record(${webhookDeliveries})`

/** All endpoints, without pages: a shop has few. */
export async function listWebhooks(database: Database): Promise<Success<z.output<typeof WebhookList>>> {
  const rows = await queryBuilder(database, 'list_webhooks')
    .select({ endpoint })
    .from(webhookEndpoints)
    .orderBy(asc(webhookEndpoints.id))
  return success({ items: rows.map((row) => Webhook.parse(row.endpoint)) })
}

export async function readWebhook(
  database: Database,
  id: string,
): Promise<Outcome<z.output<typeof Webhook>, 'webhook_not_found'>> {
  const [row] = await queryBuilder(database, 'read_webhook')
    .select({ endpoint })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, id))
  if (row === undefined) return refusal('webhook_not_found')
  return withEntityTag(Webhook.parse(row.endpoint))
}

/**
 * Deliveries to an endpoint with their attempts, newest first. The cursor is the id of the last one of the previous
 * page.
 */
export async function listDeliveries(
  database: Database,
  id: string,
  { limit, cursor }: z.output<typeof DeliveriesQuery>,
): Promise<Success<z.output<typeof DeliveryPage>>> {
  const before = sql`(select created_at, id from webhook_deliveries where id = ${cursor})`
  const rows = await queryBuilder(database, 'list_webhook_deliveries')
    .select({ delivery })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, id),
        cursor === undefined ? undefined : lt(sql`(${webhookDeliveries.createdAt}, ${webhookDeliveries.id})`, before),
      ),
    )
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => WebhookDeliveryRecord.parse(row.delivery))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}
