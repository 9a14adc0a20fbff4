-- Ends a batch of the outbox: what was delivered is done, what failed keeps its next try and says why.
-- request: { delivered: [id], failed: [{ id, error }] }. result: { remaining } due now
create or replace function finish_outbox(request jsonb) returns jsonb language plpgsql as $$
begin
  update outbox set delivered_at = now(), last_error = null
  where id in (select value::bigint from jsonb_array_elements_text(request -> 'delivered'));
  update outbox o set last_error = f.error
  from jsonb_to_recordset(request -> 'failed') as f(id bigint, error text) where o.id = f.id;
  return jsonb_build_object('remaining', (
    select count(*) from outbox where delivered_at is null and available_at <= now()));
end $$;
