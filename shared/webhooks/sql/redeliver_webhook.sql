-- Sends a delivery again, whatever came of it. request: { actor, id (of the endpoint), deliveryId }.
-- Answers its webhook_delivery_record. Refuses with webhook_delivery_not_found.
create or replace function redeliver_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  before webhook_deliveries;
  after webhook_deliveries;
begin
  select * into before from webhook_deliveries
  where id = request ->> 'deliveryId' and endpoint_id = request ->> 'id' for no key update;
  if before.id is null then
    perform refuse('webhook_delivery_not_found');
  end if;
  if before.status = 'waiting' then
    update outbox set available_at = now()
    where topic = 'webhook' and order_id = before.order_id and payload ->> 'deliveryId' = before.id
      and delivered_at is null and dead_at is null;
    after := before;
  else
    update webhook_deliveries set status = 'waiting', finished_at = null where id = before.id returning * into after;
    insert into outbox (topic, order_id, lane, payload)
    values ('webhook', before.order_id, before.endpoint_id, jsonb_build_object('deliveryId', before.id));
  end if;
  perform audit(request, 'redeliver', 'webhook_delivery', before.id, webhook_delivery_record(before),
    webhook_delivery_record(after));
  return webhook_delivery_record(after);
end $$;
