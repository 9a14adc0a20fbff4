-- Creates an endpoint for outgoing webhooks. request: { actor, endpoint: { id, url, description, event_types, active } }
-- Returns its webhook_record.
create or replace function create_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  requested webhook_endpoints := jsonb_populate_record(null::webhook_endpoints, request -> 'endpoint');
  created webhook_endpoints;
begin
  insert into webhook_endpoints (id, url, description, event_types, active)
  values (requested.id, requested.url, requested.description, requested.event_types, requested.active)
  returning * into created;
  perform audit(request, 'create', 'webhook', created.id, null, webhook_record(created));
  return webhook_record(created);
end $$;
