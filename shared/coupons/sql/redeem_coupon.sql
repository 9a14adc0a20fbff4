-- Redeems a coupon once for an order. The lock on the coupon's row makes concurrent redemptions wait for each other, so
-- that none of them can exceed a limit.
-- buyer: see buyer_identity. paying: the order is being paid, so that its use is certain (see count_coupon_uses).
-- Refuses with coupon_not_found, coupon_not_started, coupon_expired, coupon_used_up or coupon_customer_limit; with
-- price_changed when the coupon no longer has the version from which the caller computed the price.
create or replace function redeem_coupon(
  for_coupon text, expected_version integer, for_order text, buyer jsonb, discount integer,
  paying boolean default false
) returns void language plpgsql as $$
declare
  coupon coupons;
begin
  select * into coupon from coupons where id = for_coupon for no key update;
  if coupon.id is null or not coupon.active then
    perform refuse('coupon_not_found');
  elsif coupon.starts_at > now() then
    perform refuse('coupon_not_started', jsonb_build_object('startsAt', coupon.starts_at));
  elsif coupon.ends_at <= now() then
    perform refuse('coupon_expired', jsonb_build_object('endsAt', coupon.ends_at));
  elsif coupon.redeemed >= coupon.usage_limit then
    perform refuse('coupon_used_up');
  elsif coupon.per_customer_limit <= count_coupon_uses(coupon.id, buyer, paying) then
    perform refuse('coupon_customer_limit', jsonb_build_object('perCustomerLimit', coupon.per_customer_limit));
  elsif coupon.version <> expected_version then
    perform refuse('price_changed');
  end if;

  update coupons set redeemed = redeemed + 1 where id = coupon.id;
  insert into coupon_redemptions (order_id, coupon_id, customer, identity, verified, paid_at, discount)
  values (for_order, coupon.id, buyer ->> 'customer', buyer ->> 'identity', (buyer ->> 'verified')::boolean,
    case when paying then now() end, redeem_coupon.discount);
end $$;
