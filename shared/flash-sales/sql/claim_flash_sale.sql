-- Claims units of a flash sale for a customer, until the claim expires or is bought.
-- request: { claimId, saleId, customerId, quantity, holdSeconds }
-- result: { claim: { id, saleId, sku, quantity, price, expiresAt }, holdMilliseconds }
-- Refuses with flash_sale_not_found, flash_sale_not_started { startsAt }, flash_sale_ended, flash_sale_sold_out
-- { remaining }, flash_sale_limit_reached (see check_claim_limit).
-- A sale whose product is no longer sold has ended. The product is read again under the lock: see wait_for_sales.
-- Locks only the sale: the sale already holds the stock of its allocation. The checks run before the lock as well, so that
-- a crowd at a sold-out sale does not queue for it.
create or replace function claim_flash_sale(request jsonb) returns jsonb language plpgsql as $$
declare
  sale flash_sales;
  customer text := request ->> 'customerId';
  wanted_quantity integer := (request ->> 'quantity')::integer;
  hold interval := make_interval(secs => (request ->> 'holdSeconds')::integer);
  claim flash_sale_claims;
begin
  select * into sale from flash_sales where id = request ->> 'saleId';
  if sale.id is null then
    perform refuse('flash_sale_not_found');
  elsif is_sale_stopped(sale) then
    perform refuse('flash_sale_ended');
  elsif sale.starts_at > now() then
    perform refuse('flash_sale_not_started', jsonb_build_object('startsAt', sale.starts_at));
  end if;
  perform check_claim_limit(sale, customer, wanted_quantity);
  if sale.claimed + wanted_quantity > sale.allocation and not exists (
    select from flash_sale_claims c where c.sale_id = sale.id and c.status = 'held' and c.expires_at <= now())
  then
    perform refuse('flash_sale_sold_out', jsonb_build_object('remaining', sale.allocation - sale.claimed));
  end if;

  perform 1 from flash_sales where id = sale.id for no key update;
  perform release_expired_claims(sale.id);
  select * into sale from flash_sales where id = sale.id;
  if is_sale_stopped(sale) then
    perform refuse('flash_sale_ended');
  end if;
  perform check_claim_limit(sale, customer, wanted_quantity);
  if sale.claimed + wanted_quantity > sale.allocation then
    perform refuse('flash_sale_sold_out', jsonb_build_object('remaining', sale.allocation - sale.claimed));
  end if;
  update flash_sales set claimed = claimed + wanted_quantity where id = sale.id;
  insert into flash_sale_claims (id, sale_id, customer_id, identity, quantity, price, expires_at)
  values (request ->> 'claimId', sale.id, customer, buyer_identity(customer, null) ->> 'identity', wanted_quantity, sale.price, clock_timestamp() + hold)
  returning * into claim;
  return jsonb_build_object('holdMilliseconds', extract(epoch from hold) * 1000, 'claim', jsonb_build_object(
    'id', claim.id, 'saleId', sale.id, 'sku', sale.sku, 'quantity', claim.quantity, 'price', claim.price,
    'expiresAt', claim.expires_at));
end $$;
