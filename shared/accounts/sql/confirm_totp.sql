-- Turns a second factor on.
-- request: { customerId, secret (encrypted, against which the code was checked), totpStep, recoveryHashes }. result: {}
-- Refuses with account_not_found, totp_enabled, and with totp_not_set_up if the secret was replaced since.
create or replace function confirm_totp(request jsonb) returns jsonb language plpgsql as $$
declare
  stored customers;
begin
  select * into stored from customers where id = request ->> 'customerId' for no key update;
  if stored.id is null then
    perform refuse('account_not_found');
  end if;
  if stored.totp_confirmed_at is not null then
    perform refuse('totp_enabled');
  end if;
  if stored.totp_secret is distinct from request ->> 'secret' then
    perform refuse('totp_not_set_up');
  end if;
  update customers set totp_confirmed_at = now(), totp_last_step = (request ->> 'totpStep')::bigint,
    recovery_code_hashes = array(select jsonb_array_elements_text(request -> 'recoveryHashes')), updated_at = now()
  where id = stored.id;
  return '{}';
end $$;
