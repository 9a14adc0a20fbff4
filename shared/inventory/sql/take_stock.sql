-- Takes the units of an order off the shelf: its holds end, and each SKU gets a `sold` movement in the ledger.
-- Units that the order no longer holds, because it expired before its payment came, are held again first.
-- Refuses with insufficient_stock (see hold_stock), claim_expired (see restore_claims).
-- The caller has locked the order, then the inventory of its lines in the order of their SKUs.
create or replace function take_stock(wanted_order text) returns void language plpgsql as $$
declare
  missing jsonb;
begin
  select jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity)) into missing
  from (
    select sku, sum(quantity) as quantity from order_lines
    where order_id = wanted_order
      and not exists (select from stock_holds h where h.order_id = wanted_order and h.sku = order_lines.sku)
    group by sku
  ) l;
  if missing is not null then
    perform restore_claims(wanted_order);
    perform hold_stock(missing);
    insert into stock_holds (sku, order_id, quantity, expires_at)
    select m.sku, wanted_order, m.quantity, now() from jsonb_to_recordset(missing) as m(sku text, quantity integer);
  end if;

  with taken as (delete from stock_holds where order_id = wanted_order returning sku, quantity)
  update inventory i set on_hand = i.on_hand - taken.quantity, held = i.held - taken.quantity
  from taken where i.sku = taken.sku;
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select l.sku, -sum(l.quantity), 'sold', wanted_order, 'checkout' from order_lines l
  where l.order_id = wanted_order group by l.sku;
end $$;
