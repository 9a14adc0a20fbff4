-- Adds an entry to the audit log. Called by the routine that makes the change, in the same transaction.
-- request: the request of that routine with { actor: { customerId, role, requestId } }; without an actor the call fails.
create or replace function audit(
  request jsonb, action text, entity text, entity_id text, before jsonb, after jsonb
) returns void language plpgsql as $$
begin
  insert into audit_log (actor_id, actor_role, action, entity, entity_id, before, after, request_id)
  values (request #>> '{actor,customerId}', request #>> '{actor,role}', action, entity, entity_id, before, after,
    request #>> '{actor,requestId}');
end $$;
