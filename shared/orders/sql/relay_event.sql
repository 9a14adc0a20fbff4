-- Hands an order's event on to all who want to know: the shopper by mail, staff by mail, and the endpoints that have
-- asked for its type. Each gets a row of the outbox of its own, with its own tries, so that one that is away holds up no
-- other; one lane each, so that each hears of an order's events in their order. The event is delivered by that, in the
-- same transaction: called again it does nothing.
-- request: { outboxId, type, mail: null | a kind of order mail, staff: boolean }. result: {}
create or replace function relay_event(request jsonb) returns jsonb language plpgsql as $$
declare
  event outbox;
  the_order orders;
  body jsonb;
  endpoint text;
  delivery text;
begin
  select * into event from outbox where id = (request ->> 'outboxId')::bigint for no key update;
  if event.delivered_at is not null then
    return '{}';
  end if;
  update outbox set delivered_at = now(), dead_at = null, last_error = null where id = event.id;
  select * into the_order from orders where id = event.order_id;
  if the_order.id is null then
    return '{}';
  end if;

  insert into outbox (topic, order_id, lane, payload, request_id)
  select told.topic, the_order.id, told.topic, event.payload || told.facts, event.request_id
  from (values
    ('order_mail', jsonb_build_object('mail', request ->> 'mail'), request ->> 'mail' is not null),
    ('staff_mail', jsonb_build_object('event', request ->> 'type', 'orderNumber', the_order.number),
      (request ->> 'staff')::boolean)
  ) as told(topic, facts, is_wanted) where told.is_wanted;

  -- No personal data: who may know more reads the order.
  body := jsonb_build_object('type', request ->> 'type',
    'timestamp', to_char(event.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', event.payload
    || jsonb_build_object('orderId', the_order.id, 'orderNumber', the_order.number,
      'status', case when event.topic like 'order\_%' then substr(event.topic, 7) else the_order.status end,
      'total', the_order.total, 'refunded', the_order.refunded, 'currency', the_order.currency));
  for endpoint in
    select e.id from webhook_endpoints e
    where e.active and (e.event_types is null or request ->> 'type' = any (e.event_types)) order by e.id
  loop
    delivery := 'msg_' || replace(gen_random_uuid()::text, '-', '');
    insert into webhook_deliveries (id, endpoint_id, event_type, order_id, body)
    values (delivery, endpoint, request ->> 'type', the_order.id, body::text);
    insert into outbox (topic, order_id, lane, payload, request_id)
    values ('webhook', the_order.id, endpoint, jsonb_build_object('deliveryId', delivery), event.request_id);
  end loop;
  return '{}';
end $$;
