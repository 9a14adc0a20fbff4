-- Writes down who changed what. Called inside the routine that makes the change, so that there is neither without the
-- other. request: the caller's, of which { actor: { customerId, role, requestId } } is read; without it nothing is changed.
create or replace function audit(
  request jsonb, action text, entity text, entity_id text, before jsonb, after jsonb
) returns void language plpgsql as $$
begin
  insert into audit_log (actor_id, actor_role, action, entity, entity_id, before, after, request_id)
  values (request #>> '{actor,customerId}', request #>> '{actor,role}', action, entity, entity_id, before, after,
    request #>> '{actor,requestId}');
end $$;
