-- Takes one use of a coupon for an order, under the coupon's row lock.
-- Refuses with coupon_not_found, coupon_not_started, coupon_expired, coupon_used_up or coupon_customer_limit.
-- The price was computed from the coupon as the caller read it; another version refuses with price_changed.
create or replace function redeem_coupon(
  wanted_coupon text, wanted_version integer, wanted_order text, wanted_customer text, wanted_discount integer
) returns void language plpgsql as $$
declare
  coupon coupons;
begin
  select * into coupon from coupons where id = wanted_coupon for no key update;
  if coupon.id is null or not coupon.active then
    perform refuse('coupon_not_found');
  elsif coupon.starts_at > now() then
    perform refuse('coupon_not_started', jsonb_build_object('startsAt', coupon.starts_at));
  elsif coupon.ends_at <= now() then
    perform refuse('coupon_expired', jsonb_build_object('endsAt', coupon.ends_at));
  elsif coupon.redeemed >= coupon.usage_limit then
    perform refuse('coupon_used_up');
  elsif coupon.per_customer_limit <= (
    select count(*) from coupon_redemptions r where r.coupon_id = coupon.id and r.customer = wanted_customer
  ) then
    perform refuse('coupon_customer_limit', jsonb_build_object('perCustomerLimit', coupon.per_customer_limit));
  elsif coupon.version <> wanted_version then
    perform refuse('price_changed');
  end if;

  update coupons set redeemed = redeemed + 1 where id = coupon.id;
  insert into coupon_redemptions (order_id, coupon_id, customer, discount)
  values (wanted_order, coupon.id, wanted_customer, wanted_discount);
end $$;
