-- Role, password hash and second factor (encrypted; null without one) for a sign-in; null for an unknown address. request: { email }
create or replace function credentials_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('customerId', c.id, 'role', c.role, 'passwordHash', c.password_hash,
      'totpSecret', case when c.totp_confirmed_at is not null then c.totp_secret end)
    from customers c where lower(c.email) = lower(request ->> 'email'));
end $$;
