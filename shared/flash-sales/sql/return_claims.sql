-- Returns the claims that orders bought, after their units became ordinary stock again: the claims are released, and a
-- running sale holds their units again. Returns how many units the sales hold again.
-- wanted_sku: only the claims of this SKU; null for all. The caller has locked the inventory of these SKUs.
create or replace function return_claims(order_ids text[], wanted_sku text default null)
returns integer language plpgsql as $$
declare
  claim record;
  sale flash_sales;
  held_again integer := 0;
begin
  for claim in
    select c.id, c.quantity, c.sale_id from flash_sale_claims c join flash_sales s on s.id = c.sale_id
    where c.order_id = any (order_ids) and c.status = 'bought' and (wanted_sku is null or s.sku = wanted_sku)
    order by s.sku, c.sale_id
  loop
    select * into sale from flash_sales where id = claim.sale_id for no key update;
    if sale.active and sale.ends_at > now() then
      update inventory set held = held + claim.quantity
      where sku = sale.sku and on_hand - held >= claim.quantity;
      -- Units that were returned earlier may be sold by now. Then the claim stays bought.
      continue when not found;
    end if;
    update flash_sale_claims set status = 'released' where id = claim.id;
    update flash_sales set claimed = claimed - claim.quantity where id = sale.id;
    continue when not sale.active or sale.ends_at <= now();
    insert into stock_holds as h (sku, flash_sale_id, quantity, expires_at)
    values (sale.sku, sale.id, claim.quantity, sale.ends_at)
    on conflict (flash_sale_id, sku) where flash_sale_id is not null
      do update set quantity = h.quantity + excluded.quantity;
    held_again := held_again + claim.quantity;
  end loop;
  return held_again;
end $$;
