-- Refuses with flash_sale_limit_reached { perCustomerLimit, claims: [{ id, quantity, expiresAt }] } when a customer would
-- exceed the limit of a sale. Accounts with the same identity (see buyer_identity) count as one customer; only the open
-- claims of the account itself are listed. Lists the open claims, so that a client that lost a response finds its claim again.
create or replace function check_claim_limit(sale flash_sales, customer text, wanted_quantity integer)
returns void language plpgsql as $$
declare
  units integer;
  open_claims jsonb;
  buyer constant jsonb := buyer_identity(customer, null);
begin
  select coalesce(sum(c.quantity), 0), coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'quantity', c.quantity,
    'expiresAt', c.expires_at) order by c.created_at, c.id) filter (where c.status = 'held' and c.customer_id = customer), '[]')
  into units, open_claims
  from flash_sale_claims c
  where c.sale_id = sale.id and (c.customer_id = customer or c.identity = buyer ->> 'identity')
    and (c.status = 'bought' or c.status = 'held' and c.expires_at > now());
  if units + wanted_quantity > sale.per_customer_limit then
    perform refuse('flash_sale_limit_reached',
      jsonb_build_object('perCustomerLimit', sale.per_customer_limit, 'claims', open_claims));
  end if;
end $$;
