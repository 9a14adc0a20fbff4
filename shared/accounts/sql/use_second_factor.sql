-- Accepts a code of a second factor, once. request: { totpStep } (of an app's code) or { recoveryHash }
-- Refuses with totp_code_invalid if the code was used before, or is no recovery code of the account.
-- One statement decides, so that a code that is sent twice at once works once.
create or replace function use_second_factor(customer text, request jsonb) returns void language plpgsql as $$
begin
  update customers set
    totp_last_step = greatest(totp_last_step, coalesce((request ->> 'totpStep')::bigint, 0)),
    recovery_code_hashes = array_remove(recovery_code_hashes, request ->> 'recoveryHash')
  where id = customer
    and ((request ->> 'totpStep')::bigint > totp_last_step or request ->> 'recoveryHash' = any (recovery_code_hashes));
  if not found then
    perform refuse('totp_code_invalid');
  end if;
end $$;
