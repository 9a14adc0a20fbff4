-- Puts goods of an order that came back on the shelf, with their ledger rows. lines: [{ sku, quantity }], each SKU once.
-- Refuses with restock_exceeds_sold { skus } where more would come back than the order took. The caller has locked the order.
create or replace function return_goods(wanted_order text, lines jsonb, actor text) returns void language plpgsql as $$
declare
  line record;
  excess jsonb;
begin
  select jsonb_agg(w.sku order by w.sku) into excess
  from jsonb_to_recordset(lines) as w(sku text, quantity integer)
  where w.quantity > (
    select coalesce(-sum(m.delta), 0) from stock_movements m
    where m.order_id = wanted_order and m.sku = w.sku and m.reason in ('sold', 'cancelled', 'returned'));
  if excess is not null then
    perform refuse('restock_exceeds_sold', jsonb_build_object('skus', excess));
  end if;
  for line in
    select w.sku collate "C" as sku, w.quantity from jsonb_to_recordset(lines) as w(sku text, quantity integer)
    order by w.sku collate "C"
  loop
    update inventory set on_hand = on_hand + line.quantity where sku = line.sku;
    insert into stock_movements (sku, delta, reason, order_id, actor)
    values (line.sku, line.quantity, 'returned', wanted_order, actor);
  end loop;
end $$;
