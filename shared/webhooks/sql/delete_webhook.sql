-- Deletes an endpoint and its deliveries. Outbox rows that wait for it then do nothing.
-- request: { actor, id }. result: {}. Refuses with webhook_not_found.
create or replace function delete_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  deleted webhook_endpoints;
begin
  delete from webhook_endpoints where id = request ->> 'id' returning * into deleted;
  if deleted.id is null then
    perform refuse('webhook_not_found');
  end if;
  perform audit(request, 'delete', 'webhook', deleted.id, webhook_record(deleted), null);
  return '{}';
end $$;
