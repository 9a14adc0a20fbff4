-- Turns a second factor off. request: { customerId, totpStep or recoveryHash: see use_second_factor }. result: {}
-- Refuses with totp_code_invalid.
create or replace function remove_totp(request jsonb) returns jsonb language plpgsql as $$
begin
  perform use_second_factor(request ->> 'customerId', request);
  update customers set totp_secret = null, totp_confirmed_at = null, recovery_code_hashes = '{}', updated_at = now()
  where id = request ->> 'customerId';
  return '{}';
end $$;
