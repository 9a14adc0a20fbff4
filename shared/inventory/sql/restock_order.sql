-- Returns everything that an order still has, by the ledger, to the shelf: of a packed order the picked units. Writes a
-- movement for each SKU. Units bought in a running flash sale return to the sale.
-- Locks the inventory in the order of its SKUs. The caller has locked the order.
create or replace function restock_order(wanted_order text, wanted_reason text) returns void language plpgsql as $$
begin
  perform 1 from inventory
  where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
  with taken as (
    select m.sku, -sum(m.delta) as quantity from stock_movements m where m.order_id = wanted_order group by m.sku
  ), restocked as (
    update inventory i set on_hand = i.on_hand + taken.quantity from taken
    where i.sku = taken.sku and taken.quantity > 0 returning i.sku, taken.quantity
  )
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select r.sku, r.quantity, wanted_reason, wanted_order, 'checkout' from restocked r;
  perform return_claims(array[wanted_order]);
end $$;
