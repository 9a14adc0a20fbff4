-- Has the sandbox call back later, once or several times: a row of the outbox for each that is not due before.
-- request: { event, afterSeconds, deliveries }. result: {}
create or replace function delay_sandbox_callback(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into outbox (topic, payload, available_at)
  select 'sandbox_callback', jsonb_build_object('event', request -> 'event'),
    now() + make_interval(secs => (request ->> 'afterSeconds')::integer)
  from generate_series(1, (request ->> 'deliveries')::integer);
  return '{}';
end $$;
