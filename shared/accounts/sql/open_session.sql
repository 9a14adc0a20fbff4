-- Signs an account in on one more device, and keeps the password's hash anew when its cost has risen.
-- request: { sessionId, customerId, tokenHash, lifetimeSeconds, oldPasswordHash?, newPasswordHash? }
-- Refuses with account_not_found: it was erased since its password was checked.
-- The new hash replaces only the very hash that it was made for: a password that was changed meanwhile stays changed.
create or replace function open_session(request jsonb) returns jsonb language plpgsql as $$
begin
  perform require_customer(request ->> 'customerId');
  insert into sessions (id, customer_id, token_hash, expires_at)
  values (request ->> 'sessionId', request ->> 'customerId', request ->> 'tokenHash',
    now() + make_interval(secs => (request ->> 'lifetimeSeconds')::integer));
  update customers set password_hash = request ->> 'newPasswordHash', updated_at = now()
  where id = request ->> 'customerId' and password_hash = request ->> 'oldPasswordHash'
    and request ->> 'newPasswordHash' is not null;
  return '{}';
end $$;
