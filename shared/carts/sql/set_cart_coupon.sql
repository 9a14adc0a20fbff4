-- Sets or removes (null) the coupon code of a cart. Returns the cart_view.
-- request: { cartId, customerId, couponCode }. Refuses with cart_not_found, cart_already_ordered, cart_merged.
-- The caller has checked against cart_view that the coupon applies. Every read and the order check it again.
create or replace function set_cart_coupon(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
begin
  update carts set coupon_code = request ->> 'couponCode', coupon_chosen_at = now(), version = version + 1, updated_at = now()
  where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
