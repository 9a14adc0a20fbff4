-- Buys the claims among an order's lines: their units leave the hold of the sale, and the caller holds them for the order.
-- lines: see place_order; lines without claimId are ignored.
-- Refuses with cart_changed (a claim is not in this cart), claims_of_several_customers { claims: [id] } (of another
-- customer than the buyer; a guest may buy the claims of one customer), claim_expired { claims: [id] }, price_changed.
-- Locks the sales in the order of their SKUs. The caller has locked the cart, then the inventory of all its lines.
create or replace function buy_claims(wanted_order text, wanted_cart text, lines jsonb) returns void language plpgsql as $$
declare
  line record;
  sale flash_sales;
  claim flash_sale_claims;
  buyer jsonb;
  of_others jsonb;
begin
  select buyer_identity(o.customer_id, null) into buyer from orders o where o.id = wanted_order;
  select jsonb_agg(c.id order by c.created_at, c.id) into of_others
  from (
    select c.*, coalesce(buyer, first_value(jsonb_build_object('customer', c.customer_id, 'identity', c.identity))
      over (order by c.created_at, c.id)) as owner
    from jsonb_to_recordset(lines) as l("claimId" text) join flash_sale_claims c on c.id = l."claimId"
  ) c
  where c.customer_id <> c.owner ->> 'customer' and (c.identity = c.owner ->> 'identity') is not true;
  if of_others is not null then
    perform refuse('claims_of_several_customers', jsonb_build_object('claims', of_others));
  end if;
  for line in
    select l."claimId" as claim_id, l.sku collate "C" as sku, l.quantity, l.price, c.sale_id
    from jsonb_to_recordset(lines) as l("claimId" text, sku text, quantity integer, price integer)
    left join flash_sale_claims c on c.id = l."claimId"
    where l."claimId" is not null order by l.sku collate "C", c.sale_id
  loop
    select * into sale from flash_sales where id = line.sale_id for no key update;
    select * into claim from flash_sale_claims where id = line.claim_id;
    if claim.cart_id is distinct from wanted_cart then
      perform refuse('cart_changed');
    elsif claim.status <> 'held' or claim.expires_at <= clock_timestamp() then
      perform refuse('claim_expired', jsonb_build_object('claims', jsonb_build_array(claim.id)));
    elsif (sale.sku, claim.quantity, claim.price) is distinct from (line.sku, line.quantity, line.price) then
      perform refuse('price_changed');
    end if;
    update flash_sale_claims set status = 'bought', order_id = wanted_order where id = claim.id;
    perform reduce_sale_hold(sale, claim.quantity);
  end loop;
end $$;
