-- Confirms a paid order: turns its stock holds into sales, makes its slot booking permanent, and sets status paid.
-- The order is pending, or expired before the payment arrived. Holds that were released are taken again; if one is not
-- available, the routine refuses with the code of that hold and changes nothing.
-- The caller has locked the order. Inventory, coupon and slot are always locked first, in the lock order of all routines,
-- because the caller may release all holds in the same transaction after a refusal.
create or replace function confirm_order(wanted_order text) returns void language plpgsql as $$
declare
  the_order orders;
  recalled jsonb;
begin
  select * into the_order from orders where id = wanted_order;
  perform 1 from inventory
  where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
  perform 1 from coupons where id = the_order.coupon_id for no key update;
  perform 1 from delivery_slots where id = the_order.slot_id for no key update;

  -- An expired order holds nothing any more: a product that was taken off sale since then is not sold again.
  if the_order.status = 'expired' then
    select jsonb_agg(jsonb_build_object('sku', l.sku, 'requested', l.quantity, 'available', 0)) into recalled
    from order_lines l join products p on p.sku = l.sku where l.order_id = wanted_order and not p.active;
    if recalled is not null then
      perform refuse('insufficient_stock', jsonb_build_object('shortages', recalled));
    end if;
  end if;
  perform take_stock(wanted_order);

  if exists (select from coupon_redemptions r where r.order_id = wanted_order) then
    perform confirm_redemption(wanted_order);
  elsif the_order.coupon_id is not null then
    perform redeem_coupon(the_order.coupon_id, c.version, wanted_order,
      buyer_identity(the_order.customer_id, the_order.email), the_order.coupon_discount, true)
    from coupons c where c.id = the_order.coupon_id;
  end if;

  if the_order.slot_id is not null then
    update slot_bookings set expires_at = null where order_id = wanted_order;
    if not found then
      perform book_slot(the_order.slot_id, s.fee, wanted_order, null)
      from delivery_slots s where s.id = the_order.slot_id;
    end if;
  end if;

  perform set_order_status(wanted_order, 'paid');
end $$;
