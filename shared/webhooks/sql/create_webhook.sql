-- A new endpoint of outgoing webhooks. request: { actor, endpoint: { id, url, description, event_types, active } }.
-- Answers its webhook_record.
create or replace function create_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted webhook_endpoints := jsonb_populate_record(null::webhook_endpoints, request -> 'endpoint');
  made webhook_endpoints;
begin
  insert into webhook_endpoints (id, url, description, event_types, active)
  values (wanted.id, wanted.url, wanted.description, wanted.event_types, wanted.active) returning * into made;
  perform audit(request, 'create', 'webhook', made.id, null, webhook_record(made));
  return webhook_record(made);
end $$;
