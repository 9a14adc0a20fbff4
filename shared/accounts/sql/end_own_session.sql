-- Ends one session of an account. request: { customerId, sessionId }
-- Refuses with session_not_found if the account has no such session. An ended one stays ended.
create or replace function end_own_session(request jsonb) returns jsonb language plpgsql as $$
begin
  update sessions set ended_at = coalesce(ended_at, now())
  where id = request ->> 'sessionId' and customer_id = request ->> 'customerId';
  if not found then
    perform refuse('session_not_found');
  end if;
  return '{}';
end $$;
