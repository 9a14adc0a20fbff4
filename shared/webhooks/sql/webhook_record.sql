-- An endpoint of outgoing webhooks as the back office and the audit log see it: never with its secret.
create or replace function webhook_record(endpoint webhook_endpoints) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', endpoint.id, 'url', endpoint.url, 'description', endpoint.description,
    'eventTypes', endpoint.event_types, 'active', endpoint.active, 'secretNumber', endpoint.secret_number,
    'previousSecretUntil', endpoint.previous_secret_until, 'failingSince', endpoint.failing_since,
    'disabledAt', endpoint.disabled_at, 'version', endpoint.version, 'createdAt', endpoint.created_at,
    'updatedAt', endpoint.updated_at);
end $$;
