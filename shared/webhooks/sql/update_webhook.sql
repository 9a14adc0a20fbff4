-- Changes what is sent of an endpoint. request: { actor, ifMatch?, id, changes: { url, description, event_types, active },
-- rotate: boolean }. With `rotate` it gets a new secret; for a day the one before signs as well, so that a receiver may
-- change over without losing anything. Answers its webhook_record. Refuses with webhook_not_found, precondition_failed.
create or replace function update_webhook(request jsonb) returns jsonb language plpgsql as $$
declare
  stored webhook_endpoints;
  wanted webhook_endpoints;
begin
  select * into stored from webhook_endpoints where id = request ->> 'id' for no key update;
  if stored.id is null then
    perform refuse('webhook_not_found');
  end if;
  perform require_version(request, stored.version);
  wanted := jsonb_populate_record(stored, request -> 'changes');
  if (request ->> 'rotate')::boolean then
    wanted.secret_number := stored.secret_number + 1;
    wanted.previous_secret_until := now() + interval '1 day';
  end if;
  -- Who sets it active again gives it all its time again.
  if wanted.active then
    wanted.disabled_at := null;
    wanted.failing_since := case when stored.active then stored.failing_since end;
  end if;
  if wanted is not distinct from stored then
    return webhook_record(stored);
  end if;
  update webhook_endpoints set url = wanted.url, description = wanted.description, event_types = wanted.event_types,
    active = wanted.active, secret_number = wanted.secret_number, previous_secret_until = wanted.previous_secret_until,
    disabled_at = wanted.disabled_at, failing_since = wanted.failing_since, version = version + 1, updated_at = now()
  where id = stored.id returning * into wanted;
  perform audit(request, 'update', 'webhook', stored.id, webhook_record(stored), webhook_record(wanted));
  return webhook_record(wanted);
end $$;
