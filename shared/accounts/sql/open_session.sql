-- Opens a session, and replaces the password hash if its cost parameters are outdated.
-- request: { sessionId, customerId, tokenHash, lifetimeSeconds, device?, oldPasswordHash?, newPasswordHash? }
-- Refuses with account_not_found if the account was erased since its password was checked.
-- The new hash replaces only the hash that was checked: a password that was changed meanwhile stays.
create or replace function open_session(request jsonb) returns jsonb language plpgsql as $$
begin
  perform require_customer(request ->> 'customerId');
  insert into sessions (id, customer_id, token_hash, device, expires_at)
  values (request ->> 'sessionId', request ->> 'customerId', request ->> 'tokenHash',
    request ->> 'device', now() + make_interval(secs => (request ->> 'lifetimeSeconds')::integer));
  update customers set password_hash = request ->> 'newPasswordHash', updated_at = now()
  where id = request ->> 'customerId' and password_hash = request ->> 'oldPasswordHash'
    and request ->> 'newPasswordHash' is not null;
  return '{}';
end $$;
