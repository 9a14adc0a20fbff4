-- Writes an event into the sandbox's own books, once. request: { id, paymentId, event }. result: {}
create or replace function record_sandbox_event(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into sandbox_events (id, payment_id, event)
  values (request ->> 'id', request ->> 'paymentId', request -> 'event')
  on conflict (id) do nothing;
  return '{}';
end $$;
