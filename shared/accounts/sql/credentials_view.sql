-- Role and password hash for a sign-in; null for an unknown address. request: { email }
create or replace function credentials_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('customerId', c.id, 'role', c.role, 'passwordHash', c.password_hash)
    from customers c where lower(c.email) = lower(request ->> 'email'));
end $$;
