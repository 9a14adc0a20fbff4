-- Schedules delayed callbacks of the sandbox: one row in the outbox for each.
-- request: { event, afterSeconds, deliveries }. result: {}
create or replace function delay_sandbox_callback(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into outbox (topic, payload, available_at)
  select 'sandbox_callback', jsonb_build_object('event', request -> 'event'),
    now() + make_interval(secs => (request ->> 'afterSeconds')::integer)
  from generate_series(1, (request ->> 'deliveries')::integer);
  return '{}';
end $$;
