-- Returns how much work is due, for how long, and how many deliveries were abandoned.
-- request: {}. result: { outbox: { waiting, oldestSeconds, dead }, inbox: { waiting, oldestSeconds }, expired: … }
create or replace function health_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object(
    'outbox', (
      select jsonb_build_object('waiting', count(*),
        'oldestSeconds', coalesce(extract(epoch from now() - min(created_at))::integer, 0),
        'dead', (select count(*) from outbox where dead_at is not null and topic <> 'webhook'))
      -- Webhooks are excluded: an unavailable receiver is no backlog of the shop.
      from outbox where delivered_at is null and dead_at is null and topic <> 'webhook'),
    'inbox', (
      select jsonb_build_object('waiting', count(*),
        'oldestSeconds', coalesce(extract(epoch from now() - min(received_at))::integer, 0))
      from payment_events where processed_at is null),
    'expired', (
      select jsonb_build_object('waiting', count(*),
        'oldestSeconds', coalesce(extract(epoch from now() - min(expires_at))::integer, 0))
      from orders where status = 'pending_payment' and expires_at <= now()));
end $$;
