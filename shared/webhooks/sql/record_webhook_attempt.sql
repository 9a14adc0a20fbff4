-- Writes down what came of a try to deliver. An endpoint for which nothing has succeeded for `patienceSeconds` is taken out
-- of service, and staff are told.
-- request: { deliveryId, outcome: delivered | failed | skipped, attempt: null | { status, error, milliseconds },
--   last: boolean (no try follows), patienceSeconds }. result: { disabled }
create or replace function record_webhook_attempt(request jsonb) returns jsonb language plpgsql as $$
declare
  outcome text := request ->> 'outcome';
  endpoint webhook_endpoints;
  is_over boolean := false;
begin
  select e.* into endpoint from webhook_endpoints e join webhook_deliveries d on d.endpoint_id = e.id
  where d.id = request ->> 'deliveryId' for no key update of e;
  update webhook_deliveries set
    attempts = case when request -> 'attempt' = 'null' then attempts else (
      select jsonb_agg(a.value order by a.place) from (
        select value, ordinality as place from jsonb_array_elements(attempts
          || jsonb_build_array(request -> 'attempt' || jsonb_build_object('at', now()))) with ordinality
        order by ordinality desc limit 10) a) end,
    status = case when outcome <> 'failed' or (request ->> 'last')::boolean then outcome else 'waiting' end,
    finished_at = case when outcome <> 'failed' or (request ->> 'last')::boolean then now() end
  where id = request ->> 'deliveryId';

  if outcome = 'delivered' then
    update webhook_endpoints set failing_since = null where id = endpoint.id and failing_since is not null;
  elsif outcome = 'failed' then
    is_over := endpoint.active
      and endpoint.failing_since < now() - make_interval(secs => (request ->> 'patienceSeconds')::integer);
    update webhook_endpoints set failing_since = coalesce(failing_since, now()),
      active = active and is_over is not true, disabled_at = case when is_over then now() else disabled_at end,
      version = version + coalesce(is_over, false)::integer
    where id = endpoint.id;
    if is_over then
      insert into outbox (topic, payload) values ('staff_mail',
        jsonb_build_object('event', 'webhook.disabled', 'url', endpoint.url));
    end if;
  end if;
  return jsonb_build_object('disabled', coalesce(is_over, false));
end $$;
