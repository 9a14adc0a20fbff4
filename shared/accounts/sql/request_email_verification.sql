-- Queues a mail with a link that confirms an address: the account's own, or the one that it shall change to.
-- request: { customerId, email? (the new address), passwordHash? (against which the password was checked) }
-- result: {}. Refuses with account_not_found, and with wrong_password if the password was changed since it was checked.
-- The current address is told when another one is asked for.
create or replace function request_email_verification(request jsonb) returns jsonb language plpgsql as $$
declare
  stored customers;
begin
  select * into stored from customers where id = request ->> 'customerId';
  if stored.id is null then
    perform refuse('account_not_found');
  end if;
  if request ? 'email' and stored.password_hash is distinct from request ->> 'passwordHash' then
    perform refuse('wrong_password');
  end if;
  if lower(coalesce(request ->> 'email', stored.email)) <> lower(stored.email) then
    perform queue_account_mail('email_change_requested', stored.email, stored.id);
  elsif stored.email_verified_at is not null and not request ? 'email' then
    return '{}';
  end if;
  perform queue_account_mail('email_verification', coalesce(request ->> 'email', stored.email), stored.id);
  return '{}';
end $$;
