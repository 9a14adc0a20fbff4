-- A delivery of an outgoing webhook as the back office sees it.
create or replace function webhook_delivery_record(delivery webhook_deliveries) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', delivery.id, 'eventType', delivery.event_type, 'orderId', delivery.order_id,
    'status', delivery.status, 'attempts', delivery.attempts, 'body', delivery.body::jsonb,
    'createdAt', delivery.created_at, 'finishedAt', delivery.finished_at);
end $$;
