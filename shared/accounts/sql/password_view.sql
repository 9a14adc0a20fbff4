-- What the password of an account is checked against when it is asked for again; null for an account that is gone.
-- request: { customerId }
create or replace function password_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (select jsonb_build_object('passwordHash', c.password_hash) from customers c where c.id = request ->> 'customerId');
end $$;
