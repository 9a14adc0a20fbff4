-- Puts goods of an order that came back on the shelf, with their ledger rows. lines: [{ sku, quantity }], each SKU once.
-- What comes back before it is packed never left the house: the ledger says `cancelled`, and a picker who gives it after
-- all takes it anew. Refuses with restock_exceeds_sold { skus } where more would come back than is out by the ledger.
-- The caller has locked the order.
create or replace function return_goods(wanted_order text, lines jsonb, actor text) returns void language plpgsql as $$
declare
  line record;
  excess jsonb;
  reason text := (
    select case when order_stage(o) in ('paid', 'picking') then 'cancelled' else 'returned' end
    from orders o where o.id = wanted_order);
begin
  select jsonb_agg(w.sku order by w.sku) into excess
  from jsonb_to_recordset(lines) as w(sku text, quantity integer)
  where w.quantity > (
    select coalesce(-sum(m.delta), 0) from stock_movements m
    where m.order_id = wanted_order and m.sku = w.sku);
  if excess is not null then
    perform refuse('restock_exceeds_sold', jsonb_build_object('skus', excess));
  end if;
  for line in
    select w.sku collate "C" as sku, w.quantity from jsonb_to_recordset(lines) as w(sku text, quantity integer)
    order by w.sku collate "C"
  loop
    update inventory set on_hand = on_hand + line.quantity where sku = line.sku;
    insert into stock_movements (sku, delta, reason, order_id, actor)
    values (line.sku, line.quantity, reason, wanted_order, actor);
  end loop;
end $$;
