import type { Database } from '../../shared/platform/db/database.ts'

/** Inserts `count` events of different orders for a webhook endpoint, due since `dueSeconds`. */
export async function dueEvents(
  database: Database,
  { endpoint, url, count, dueSeconds }: { endpoint: string; url: string; count: number; dueSeconds: number },
): Promise<void> {
  const text = `with endpoint as (
      insert into webhook_endpoints (id, url) values ($1, $2) returning id
    ), delivery as (
      insert into webhook_deliveries (id, endpoint_id, event_type, order_id, body)
      select $1 || '-' || n, endpoint.id, 'order.paid', 'ord_' || n, '{}' from endpoint, generate_series(1, $3::integer) n
      returning id, endpoint_id, order_id
    )
    insert into outbox (topic, order_id, lane, payload, available_at)
    select 'webhook', order_id, endpoint_id, jsonb_build_object('deliveryId', id), now() - make_interval(secs => $4::integer)
    from delivery`
  await database.query({ name: '', text }, [endpoint, url, count, dueSeconds])
}
