-- Puts all of an order's goods back on the shelf, with their ledger rows. The caller has locked the order.
create or replace function restock_order(wanted_order text, wanted_reason text) returns void language plpgsql as $$
begin
  perform 1 from inventory
  where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
  update inventory i set on_hand = i.on_hand + l.quantity
  from order_lines l where l.order_id = wanted_order and i.sku = l.sku;
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select l.sku, l.quantity, wanted_reason, wanted_order, 'checkout' from order_lines l
  where l.order_id = wanted_order order by l.sku;
end $$;
