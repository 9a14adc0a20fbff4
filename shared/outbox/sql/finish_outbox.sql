-- Ends deliveries. What was delivered is done. What failed says why, and comes back after 2, 4, 8 … seconds, at most an
-- hour, with up to a quarter more by chance, so that what failed together does not come back together; or it is given up.
-- What was not tried is due again, as if it had not been claimed; or so much later, where trying at once would be in vain.
-- request: { delivered: [id], failed: [{ id, attempts, error, dead }], released: [{ id, attempts, afterSeconds }] }. result: {}
-- `attempts` is the claim's: whose lease was over, and whose row another runner has, changes nothing but that it is done.
create or replace function finish_outbox(request jsonb) returns jsonb language plpgsql as $$
begin
  update outbox set delivered_at = now(), dead_at = null, last_error = null
  where id in (select value::bigint from jsonb_array_elements_text(request -> 'delivered')) and delivered_at is null;

  update outbox o set last_error = f.error, dead_at = case when f.dead then now() end,
    available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts, 12)) * (1 + random() / 4))
  from jsonb_to_recordset(request -> 'failed') as f(id bigint, attempts integer, error text, dead boolean)
  where o.id = f.id and o.attempts = f.attempts and o.delivered_at is null and o.dead_at is null;

  update outbox o set attempts = o.attempts - 1, available_at = now() + make_interval(secs => coalesce(r."afterSeconds", 0))
  from jsonb_to_recordset(request -> 'released') as r(id bigint, attempts integer, "afterSeconds" integer)
  where o.id = r.id and o.attempts = r.attempts and o.delivered_at is null and o.dead_at is null;
  return '{}';
end $$;
