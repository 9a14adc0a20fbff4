-- Sets the password of an account for an operator who has access to the database, and ends all its sessions.
-- request: { actor, email, newPasswordHash }. Returns { id, email, role }.
-- Refuses with account_not_found, ignoring case. Locks the customer.
create or replace function replace_password(request jsonb) returns jsonb language plpgsql as $$
declare
  customer customers;
begin
  select * into customer from customers where lower(email) = lower(request ->> 'email') for no key update;
  if customer.id is null then
    perform refuse('account_not_found');
  end if;
  perform set_password(customer.id, request ->> 'newPasswordHash', null);
  perform queue_account_mail('password_changed', customer.email, customer.id);
  perform audit(request, 'replace_password', 'customer', customer.id, null,
    jsonb_build_object('password', 'replaced'));
  return jsonb_build_object('id', customer.id, 'email', customer.email, 'role', customer.role);
end $$;
