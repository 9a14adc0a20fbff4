-- A new account. request: { customerId, email, name, passwordHash, role }. Answers it as customer_view does.
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
  return customer_view(request);
end $$;
