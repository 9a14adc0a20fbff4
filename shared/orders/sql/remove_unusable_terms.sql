-- Removes the coupon or the delivery that an order has left in a cart and that does not apply any more. Returns the
-- cart_view. request: { cartId, customerId, coupon, delivery }: whether to remove each.
-- Refuses with cart_not_found, cart_already_ordered, cart_merged.
create or replace function remove_unusable_terms(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
begin
  update carts set
    coupon_code = case when (request ->> 'coupon')::boolean then null else coupon_code end,
    slot_id = case when (request ->> 'delivery')::boolean then null else slot_id end,
    address = case when (request ->> 'delivery')::boolean then null else address end,
    version = version + 1, updated_at = now()
  where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
