-- A row of the outbox as the back office and the audit log see it. Not its payload: ids are enough to find what it is about.
create or replace function outbox_record(message outbox) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', message.id::text, 'topic', message.topic, 'orderId', message.order_id,
    'status', case when message.delivered_at is not null then 'delivered' when message.dead_at is not null then 'dead'
      else 'waiting' end,
    'attempts', message.attempts, 'lastError', message.last_error, 'requestId', message.request_id,
    'availableAt', message.available_at, 'createdAt', message.created_at, 'deliveredAt', message.delivered_at,
    'deadAt', message.dead_at);
end $$;
