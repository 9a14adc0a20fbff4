-- Releases what orders hold: stock, flash-sale units, coupon uses and slot places. Holds that were already released are
-- skipped. The caller has locked the orders.
-- Lock order: inventory by SKU, flash sales by SKU, coupons by id, slots by id.
create or replace function release_order_holds(order_ids text[]) returns void language plpgsql as $$
begin
  perform release_stock(order_ids);

  perform 1 from coupons
  where id in (select r.coupon_id from coupon_redemptions r where r.order_id = any (order_ids)) order by id for no key update;
  with freed as (delete from coupon_redemptions where order_id = any (order_ids) returning coupon_id),
  uses as (select coupon_id, count(*) as times from freed group by coupon_id)
  update coupons c set redeemed = c.redeemed - uses.times from uses where c.id = uses.coupon_id;

  perform 1 from delivery_slots
  where id in (select b.slot_id from slot_bookings b where b.order_id = any (order_ids)) order by id for no key update;
  with freed as (delete from slot_bookings where order_id = any (order_ids) returning slot_id),
  places as (select slot_id, count(*) as times from freed group by slot_id)
  update delivery_slots s set booked = s.booked - places.times from places where s.id = places.slot_id;
end $$;
