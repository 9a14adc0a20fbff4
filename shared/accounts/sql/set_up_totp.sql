-- Stores the secret of a second factor that is being set up. request: { customerId, secret (encrypted) }. result: {}
-- Refuses with account_not_found, and with totp_enabled if a second factor is on: it must be removed first.
create or replace function set_up_totp(request jsonb) returns jsonb language plpgsql as $$
begin
  update customers set totp_secret = request ->> 'secret', updated_at = now()
  where id = request ->> 'customerId' and totp_confirmed_at is null;
  if not found then
    perform require_customer(request ->> 'customerId');
    perform refuse('totp_enabled');
  end if;
  return '{}';
end $$;
