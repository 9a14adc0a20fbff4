-- Turns an order's promises into goods: stock leaves the shelf, the slot's place is kept for good, the order is paid.
-- Works for an order that waits for its payment and for one that expired before the payment came; what it no longer
-- holds is held anew. All or nothing: refuses with the code of what could not be had.
-- The caller has locked the order. Inventory, coupon and slot are locked first, in the common order, whether or not they
-- must be held anew: the caller may let go of them all in the same transaction, when one cannot be had.
create or replace function take_order(wanted_order text) returns void language plpgsql as $$
declare
  the_order orders;
  missing jsonb;
begin
  select * into the_order from orders where id = wanted_order;
  perform 1 from inventory
  where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
  perform 1 from coupons where id = the_order.coupon_id for no key update;
  perform 1 from delivery_slots where id = the_order.slot_id for no key update;

  select jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity)) into missing
  from (
    select sku, sum(quantity) as quantity from order_lines
    where order_id = wanted_order
      and not exists (select from stock_holds h where h.order_id = wanted_order and h.sku = order_lines.sku)
    group by sku
  ) l;
  if missing is not null then
    perform revive_claims(wanted_order);
    perform hold_stock(missing);
    insert into stock_holds (sku, order_id, quantity, expires_at)
    select m.sku, wanted_order, m.quantity, now() from jsonb_to_recordset(missing) as m(sku text, quantity integer);
  end if;

  if the_order.coupon_id is not null
    and not exists (select from coupon_redemptions r where r.order_id = wanted_order)
  then
    perform redeem_coupon(the_order.coupon_id, c.version, wanted_order,
      coalesce(the_order.customer_id, lower(the_order.email)), the_order.coupon_discount)
    from coupons c where c.id = the_order.coupon_id;
  end if;

  if the_order.slot_id is not null then
    update slot_bookings set expires_at = null where order_id = wanted_order;
    if not found then
      perform book_slot(the_order.slot_id, s.fee, wanted_order, null)
      from delivery_slots s where s.id = the_order.slot_id;
    end if;
  end if;

  with taken as (delete from stock_holds where order_id = wanted_order returning sku, quantity)
  update inventory i set on_hand = i.on_hand - taken.quantity, held = i.held - taken.quantity
  from taken where i.sku = taken.sku;
  insert into stock_movements (sku, delta, reason, order_id, actor)
  select l.sku, -sum(l.quantity), 'sold', wanted_order, 'checkout' from order_lines l
  where l.order_id = wanted_order group by l.sku;
  perform set_order_status(wanted_order, 'paid');
end $$;
