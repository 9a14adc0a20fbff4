-- Forgets an endpoint and its deliveries; what waits for it in the outbox finds nothing to do.
-- request: { actor, id }. result: {}. Refuses with webhook_not_found.
create or replace function delete_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  gone webhook_endpoints;
begin
  delete from webhook_endpoints where id = request ->> 'id' returning * into gone;
  if gone.id is null then
    perform refuse('webhook_not_found');
  end if;
  perform audit(request, 'delete', 'webhook', gone.id, webhook_record(gone), null);
  return '{}';
end $$;
