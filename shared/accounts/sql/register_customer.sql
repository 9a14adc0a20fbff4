-- Creates an account. request: { customerId, email, name, passwordHash, role, actor? }. Returns its customer_view.
-- actor: who creates an account that is not a customer's, for the audit log.
-- Queues the mail that confirms the address. Refuses with email_taken, ignoring case. A concurrent call with the same address waits for the first and is refused.
create or replace function register_customer(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into customers (id, email, name, password_hash, role)
  values (request ->> 'customerId', request ->> 'email', request ->> 'name', request ->> 'passwordHash',
    request ->> 'role')
  on conflict (lower(email)) do nothing;
  if not found then
    perform refuse('email_taken');
  end if;
  if request ->> 'role' <> 'customer' then
    perform audit(request, 'create', 'customer', request ->> 'customerId', null,
      jsonb_build_object('role', request ->> 'role'));
  end if;
  perform queue_account_mail('email_verification', request ->> 'email', request ->> 'customerId');
  return customer_view(request);
end $$;
