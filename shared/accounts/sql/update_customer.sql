-- Updates the fields that the owner of an account may change. Returns its customer_view; null for an unknown id.
-- request: { customerId, name?, birthDate?, addresses? }; missing fields stay unchanged.
create or replace function update_customer(request jsonb) returns jsonb language plpgsql as $$
begin
  update customers c set
    name = case when request ? 'name' then request ->> 'name' else c.name end,
    birth_date = case when request ? 'birthDate' then (request ->> 'birthDate')::date else c.birth_date end,
    addresses = case when request ? 'addresses' then request -> 'addresses' else c.addresses end,
    updated_at = now()
  where c.id = request ->> 'customerId';
  return customer_view(request);
end $$;
