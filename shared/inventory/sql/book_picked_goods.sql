-- Brings the ledger of an order to what its lines say was picked: what was sold and not picked goes back on the shelf, what
-- was picked and not sold (substitutes, a little more by weight, what had come back before it was packed) is taken.
-- Refuses with insufficient_stock where that is not there by the books. The caller has locked the order, then the inventory
-- of its lines in the order of their SKUs. Of nothing (null) nothing is held, moved or written.
create or replace function book_picked_goods(wanted_order text) returns void language plpgsql as $$
declare
  differences jsonb;
  taken jsonb;
begin
  select jsonb_agg(jsonb_build_object('sku', d.sku, 'delta', d.delta)) into differences
  from (
    select l.sku, -sum(l.picked_quantity) - coalesce((
      select sum(m.delta) from stock_movements m where m.order_id = wanted_order and m.sku = l.sku), 0) as delta
    from order_lines l where l.order_id = wanted_order group by l.sku
  ) d where d.delta <> 0;
  select jsonb_agg(jsonb_build_object('sku', d.sku, 'quantity', -d.delta)) into taken
  from jsonb_to_recordset(differences) as d(sku text, delta integer) where d.delta < 0;
  perform hold_stock(taken);
  update inventory i set on_hand = i.on_hand + d.delta, held = i.held + least(d.delta, 0)
  from jsonb_to_recordset(differences) as d(sku text, delta integer) where i.sku = d.sku;
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select d.sku, d.delta, 'picked', wanted_order, 'picking'
  from jsonb_to_recordset(differences) as d(sku text, delta integer);
end $$;
