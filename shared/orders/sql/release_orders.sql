-- Gives back what orders hold: stock, flash-sale units, coupon uses, slot places. What was already taken back is left
-- alone.
-- Rows are locked in one order for all callers: inventory by SKU, flash sales by SKU, coupons by id, slots by id.
-- The caller has locked the orders.
create or replace function release_orders(order_ids text[]) returns void language plpgsql as $$
declare
  holders text[];
begin
  perform 1 from inventory
  where sku in (select h.sku from stock_holds h where h.order_id = any (order_ids)) order by sku for no key update;
  select array_agg(order_id) into holders from stock_holds where order_id = any (order_ids);
  with freed as (delete from stock_holds where order_id = any (order_ids) returning sku, quantity),
  units as (select sku, sum(quantity) as quantity from freed group by sku)
  update inventory i set held = i.held - units.quantity from units where i.sku = units.sku;
  perform return_claims(holders);

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
