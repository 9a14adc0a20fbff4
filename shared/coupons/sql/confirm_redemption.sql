-- Makes the coupon use of an order certain when the order is paid. Of several holds of one identity, the first that is paid
-- gets the coupon; the use of a confirmed account goes before them. Refuses with coupon_customer_limit for the others:
-- their payment is returned. The caller has locked the order and the coupon.
create or replace function confirm_redemption(for_order text) returns void language plpgsql as $$
declare
  redemption coupon_redemptions;
  coupon coupons;
  buyer jsonb;
begin
  select * into redemption from coupon_redemptions where order_id = for_order;
  select * into coupon from coupons where id = redemption.coupon_id;
  buyer := jsonb_build_object('customer', redemption.customer, 'identity', redemption.identity,
    'guest', redemption.customer = redemption.identity);
  if not redemption.verified and coupon.per_customer_limit <= count_coupon_uses(coupon.id, buyer, true, for_order) then
    perform refuse('coupon_customer_limit', jsonb_build_object('perCustomerLimit', coupon.per_customer_limit));
  end if;
  update coupon_redemptions set paid_at = coalesce(paid_at, now()) where order_id = for_order;
end $$;
