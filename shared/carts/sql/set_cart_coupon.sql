-- Puts a coupon's code on a cart, or takes it off (null). Answers the cart as cart_view does.
-- request: { cartId, customerId, couponCode }. Refuses with cart_not_found, cart_already_ordered, cart_merged.
-- Whether the coupon applies was judged by the caller from cart_view, and is judged again at every read and order.
create or replace function set_cart_coupon(request jsonb) returns json language plpgsql as $$
declare
  cart carts := open_cart(request ->> 'cartId', request ->> 'customerId');
begin
  update carts set coupon_code = request ->> 'couponCode', version = version + 1, updated_at = now()
  where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
