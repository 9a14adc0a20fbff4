-- Puts back on the shelf what of an order's goods is out by the ledger, with rows of its own there: of a packed order what
-- was picked, whatever was ordered or charged. What it bought of a flash sale is on sale again. The caller has locked the
-- order.
create or replace function restock_order(wanted_order text, wanted_reason text) returns void language plpgsql as $$
begin
  perform 1 from inventory
  where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
  with gone as (
    select m.sku, -sum(m.delta) as quantity from stock_movements m where m.order_id = wanted_order group by m.sku
  ), back as (
    update inventory i set on_hand = i.on_hand + gone.quantity from gone
    where i.sku = gone.sku and gone.quantity > 0 returning i.sku, gone.quantity
  )
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select b.sku, b.quantity, wanted_reason, wanted_order, 'checkout' from back b;
  perform return_claims(array[wanted_order]);
end $$;
