-- An account for its owner; null for an unknown id. request: { customerId }
create or replace function customer_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('id', c.id, 'email', c.email, 'name', c.name, 'role', c.role, 'birthDate', c.birth_date,
      'addresses', c.addresses, 'emailVerified', c.email_verified_at is not null,
      'totpEnabled', c.totp_confirmed_at is not null, 'createdAt', c.created_at)
    from customers c where c.id = request ->> 'customerId');
end $$;
