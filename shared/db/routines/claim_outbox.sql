-- Takes a batch of the outbox for delivery. A row that is not finished comes back by itself: after 2, 4, 8 … seconds,
-- at most an hour, with up to a quarter more by chance, so that a failed batch does not come back as one.
-- request: { limit }. result: { items: [{ id, topic, orderId, payload, attempts }] }
create or replace function claim_outbox(request jsonb) returns jsonb language plpgsql as $$
declare
  items jsonb;
begin
  with due as (
    select id from outbox where delivered_at is null and available_at <= now()
    order by available_at, id limit (request ->> 'limit')::integer for no key update skip locked
  ), claimed as (
    update outbox o set attempts = o.attempts + 1,
      available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts + 1, 12)) * (1 + random() / 4))
    from due where o.id = due.id returning o.*
  )
  select jsonb_agg(jsonb_build_object('id', c.id, 'topic', c.topic, 'orderId', c.order_id, 'payload', c.payload,
    'attempts', c.attempts) order by c.id) into items from claimed c;
  return jsonb_build_object('items', coalesce(items, '[]'));
end $$;
