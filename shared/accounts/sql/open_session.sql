-- Opens a session, and replaces the password hash if its cost parameters are outdated.
-- request: { sessionId, customerId, tokenHash, lifetimeSeconds, device?, oldPasswordHash?, newPasswordHash? }
-- With a second factor also { totpStep or recoveryHash: see use_second_factor }.
-- Refuses with account_not_found if the account was erased since its password was checked, and with totp_code_invalid if
-- the account has a second factor and the code is missing or was used.
-- The new hash replaces only the hash that was checked: a password that was changed meanwhile stays.
create or replace function open_session(request jsonb) returns jsonb language plpgsql as $$
begin
  perform require_customer(request ->> 'customerId');
  if exists (select from customers where id = request ->> 'customerId' and totp_confirmed_at is not null) then
    perform use_second_factor(request ->> 'customerId', request);
  end if;
  insert into sessions (id, customer_id, token_hash, device, expires_at)
  values (request ->> 'sessionId', request ->> 'customerId', request ->> 'tokenHash',
    request ->> 'device', now() + make_interval(secs => (request ->> 'lifetimeSeconds')::integer));
  update customers set password_hash = request ->> 'newPasswordHash', updated_at = now()
  where id = request ->> 'customerId' and password_hash = request ->> 'oldPasswordHash'
    and request ->> 'newPasswordHash' is not null;
  return '{}';
end $$;
