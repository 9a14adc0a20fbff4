-- Takes a batch of the outbox for delivery. Until its lease is over nobody else gets a row, nor what follows it in its
-- lane. A row that is not finished by then comes back by itself: its runner has died.
-- request: { limit, leaseSeconds }. result: { items: [{ id, topic, orderId, lane, payload, attempts, requestId, createdAt }] }
create or replace function claim_outbox(request jsonb) returns jsonb language plpgsql as $$
declare
  items jsonb;
begin
  with due as (
    select o.id from outbox o
    where o.delivered_at is null and o.dead_at is null and o.available_at <= now() and is_first_in_lane(o)
    order by o.available_at, o.id limit (request ->> 'limit')::integer for no key update skip locked
  ), claimed as (
    update outbox o set attempts = o.attempts + 1,
      available_at = now() + make_interval(secs => (request ->> 'leaseSeconds')::integer)
    from due where o.id = due.id returning o.*
  )
  select jsonb_agg(jsonb_build_object('id', c.id, 'topic', c.topic, 'orderId', c.order_id, 'lane', c.lane, 'payload', c.payload,
    'attempts', c.attempts, 'requestId', c.request_id, 'createdAt', c.created_at) order by c.id)
  into items from claimed c;
  return jsonb_build_object('items', coalesce(items, '[]'));
end $$;
