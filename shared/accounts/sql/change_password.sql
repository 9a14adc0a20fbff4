-- Changes the password of an account and ends its sessions. Links to reset the password stop working.
-- request: { customerId, oldPasswordHash (against which the password was checked), newPasswordHash, sessionId? (stays) }
-- Refuses with account_not_found, and with wrong_password if the password was changed since it was checked.
-- Locks: the customer.
create or replace function change_password(request jsonb) returns jsonb language plpgsql as $$
declare
  stored customers;
begin
  select * into stored from customers where id = request ->> 'customerId' for no key update;
  if stored.id is null then
    perform refuse('account_not_found');
  end if;
  if stored.password_hash <> request ->> 'oldPasswordHash' then
    perform refuse('wrong_password');
  end if;
  perform set_password(stored.id, request ->> 'newPasswordHash', request ->> 'sessionId');
  perform queue_account_mail('password_changed', stored.email, stored.id);
  return '{}';
end $$;
