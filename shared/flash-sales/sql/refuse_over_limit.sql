-- Refuses with flash_sale_limit_reached { perCustomerLimit, claims: [{ id, quantity, expiresAt }] } when a customer would
-- have more of a sale than one may. Names the claims that wait to be bought: an answer that was lost is found again.
create or replace function refuse_over_limit(sale flash_sales, customer text, wanted_quantity integer)
returns void language plpgsql as $$
declare
  units integer;
  waiting jsonb;
begin
  select coalesce(sum(c.quantity), 0), coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'quantity', c.quantity,
    'expiresAt', c.expires_at) order by c.created_at, c.id) filter (where c.status = 'held'), '[]')
  into units, waiting
  from flash_sale_claims c
  where c.sale_id = sale.id and c.customer_id = customer
    and (c.status = 'bought' or c.status = 'held' and c.expires_at > now());
  if units + wanted_quantity > sale.per_customer_limit then
    perform refuse('flash_sale_limit_reached',
      jsonb_build_object('perCustomerLimit', sale.per_customer_limit, 'claims', waiting));
  end if;
end $$;
