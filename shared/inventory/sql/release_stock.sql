-- Releases the stock that orders hold, and returns the units that they bought of flash sales.
-- An order whose holds were released before is left unchanged.
-- Locks the inventory in the order of its SKUs, then the flash sales. The caller has locked the orders.
create or replace function release_stock(order_ids text[]) returns void language plpgsql as $$
declare
  holders text[];
begin
  perform 1 from inventory
  where sku in (select h.sku from stock_holds h where h.order_id = any (order_ids)) order by sku for no key update;
  select array_agg(order_id) into holders from stock_holds where order_id = any (order_ids);
  with freed as (delete from stock_holds where order_id = any (order_ids) returning sku, quantity),
  units as (select sku, sum(quantity) as quantity from freed group by sku)
  update inventory i set held = i.held - units.quantity from units where i.sku = units.sku;
  perform return_claims(holders);
end $$;
