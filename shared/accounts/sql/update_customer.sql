-- Changes what of an account its owner may change. Answers it as customer_view does; null for an unknown one.
-- request: { customerId, name?, birthDate?, addresses? }: what is not there stays as it is
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
