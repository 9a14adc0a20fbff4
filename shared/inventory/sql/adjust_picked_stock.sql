-- Adjusts stock and ledger from the units that an order sold to the units that were picked for it. Units sold but not
-- picked return to the shelf. Units picked but not sold are taken: substitutes, extra weight, and units that were returned
-- before the order was packed. Refuses with insufficient_stock (see hold_stock).
-- The caller has locked the order, then the inventory of its lines in the order of their SKUs.
-- Without differences both lists are null, and nothing is written.
create or replace function adjust_picked_stock(wanted_order text) returns void language plpgsql as $$
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
