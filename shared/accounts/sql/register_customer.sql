-- A new account. request: { customerId, email, name, passwordHash, role, actor? }. Answers it as customer_view does.
-- actor: who made it, where it is not a customer's own: that is in the audit log.
-- Refuses with email_taken, however the address is written. Two at once: the second waits for the first, and is refused.
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
  return customer_view(request);
end $$;
