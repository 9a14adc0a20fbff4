-- Buys the claims of an order again that were returned when the order expired before its payment came. A running sale
-- releases their units, so that the caller can hold them for the order; after its end they come from ordinary stock.
-- Refuses with claim_expired { claims: [id] } when the allocation or the limit of the customer does not allow it.
-- The caller has locked the order and the inventory of its lines.
create or replace function restore_claims(wanted_order text) returns void language plpgsql as $$
declare
  claim record;
  sale flash_sales;
begin
  for claim in
    select c.id, c.quantity, c.customer_id, c.identity, c.sale_id
    from flash_sale_claims c join flash_sales s on s.id = c.sale_id
    where c.order_id = wanted_order and c.status = 'released' order by s.sku, c.sale_id
  loop
    perform 1 from flash_sales where id = claim.sale_id for no key update;
    perform release_expired_claims(claim.sale_id);
    select * into sale from flash_sales where id = claim.sale_id;
    if sale.claimed + claim.quantity > sale.allocation or claim.quantity + (
      select coalesce(sum(c.quantity), 0) from flash_sale_claims c
      where c.sale_id = sale.id and (c.customer_id = claim.customer_id or c.identity = claim.identity)
        and c.status <> 'released'
    ) > sale.per_customer_limit then
      perform refuse('claim_expired', jsonb_build_object('claims', jsonb_build_array(claim.id)));
    end if;
    update flash_sale_claims set status = 'bought' where id = claim.id;
    update flash_sales set claimed = claimed + claim.quantity where id = sale.id;
    if sale.active and sale.ends_at > now() then
      perform reduce_sale_hold(sale, claim.quantity);
    end if;
  end loop;
end $$;
