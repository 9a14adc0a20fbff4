-- The password hash of an account, to confirm the password; null for an unknown id.
-- request: { customerId }
create or replace function password_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (select jsonb_build_object('passwordHash', c.password_hash) from customers c where c.id = request ->> 'customerId');
end $$;
