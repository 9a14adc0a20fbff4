-- Events of the inbox that were stored but not applied, oldest first. request: { limit }
-- result: { items: [{ provider, eventId }], remaining }
create or replace function unprocessed_payment_events(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object(
    'items', coalesce((
      select jsonb_agg(jsonb_build_object('provider', e.provider, 'eventId', e.event_id) order by e.received_at)
      from (
        select * from payment_events where processed_at is null
        order by received_at limit (request ->> 'limit')::integer
      ) e), '[]'),
    'remaining', (select count(*) from payment_events where processed_at is null));
end $$;
