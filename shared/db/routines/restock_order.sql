-- Puts back on the shelf what of an order's goods is not back yet, with their ledger rows; what it bought of a flash sale
-- is on sale again. The caller has locked the order.
create or replace function restock_order(wanted_order text, wanted_reason text) returns void language plpgsql as $$
begin
  perform 1 from inventory
  where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
  with gone as (
    select l.sku, sum(l.quantity) - coalesce((
      select sum(m.delta) from stock_movements m
      where m.order_id = wanted_order and m.sku = l.sku and m.reason in ('cancelled', 'returned')), 0) as quantity
    from order_lines l where l.order_id = wanted_order group by l.sku
  ), back as (
    update inventory i set on_hand = i.on_hand + gone.quantity from gone
    where i.sku = gone.sku and gone.quantity > 0 returning i.sku, gone.quantity
  )
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select b.sku, b.quantity, wanted_reason, wanted_order, 'checkout' from back b order by b.sku;
  perform return_claims(array[wanted_order]);
end $$;
