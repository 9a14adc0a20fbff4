-- The second factor of an account: { email, secret (encrypted), confirmed }; null for an unknown id. request: { customerId }
create or replace function totp_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('email', c.email, 'secret', c.totp_secret, 'confirmed', c.totp_confirmed_at is not null)
    from customers c where c.id = request ->> 'customerId');
end $$;
