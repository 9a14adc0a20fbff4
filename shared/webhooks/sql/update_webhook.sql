-- Updates an endpoint. request: { actor, ifMatch?, id, changes: { url?, description?, event_types?, active? },
-- rotate: boolean }. `rotate` creates a new secret. For 24 hours requests are signed with the old one as well, so that a
-- receiver can switch without losing any. Returns its webhook_record. Refuses with webhook_not_found, precondition_failed.
create or replace function update_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  stored webhook_endpoints;
  updated webhook_endpoints;
begin
  select * into stored from webhook_endpoints where id = request ->> 'id' for no key update;
  if stored.id is null then
    perform refuse('webhook_not_found');
  end if;
  perform require_version(request, stored.version);
  updated := jsonb_populate_record(stored, request -> 'changes');
  if (request ->> 'rotate')::boolean then
    updated.secret_number := stored.secret_number + 1;
    updated.previous_secret_until := now() + interval '1 day';
  end if;
  -- Activating an endpoint restarts the time until it is disabled.
  if updated.active then
    updated.disabled_at := null;
    updated.failing_since := case when stored.active then stored.failing_since end;
  end if;
  if updated is not distinct from stored then
    return webhook_record(stored);
  end if;
  update webhook_endpoints set url = updated.url, description = updated.description, event_types = updated.event_types,
    active = updated.active, secret_number = updated.secret_number, previous_secret_until = updated.previous_secret_until,
    disabled_at = updated.disabled_at, failing_since = updated.failing_since, version = version + 1, updated_at = now()
  where id = stored.id returning * into updated;
  perform audit(request, 'update', 'webhook', stored.id, webhook_record(stored), webhook_record(updated));
  return webhook_record(updated);
end $$;
