-- Sets the number of bags and the tip of a cart. Returns the cart_view.
-- request: { cartId, customerId, bags (null: unchanged), bagFee (the price of a bag now), tip (null: unchanged) }
-- Refuses with cart_not_found, cart_already_ordered, cart_merged.
create or replace function set_cart_extras(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
begin
  update carts set bags = coalesce((request ->> 'bags')::integer, bags),
    bag_fee = case when request ->> 'bags' is null then bag_fee else (request ->> 'bagFee')::integer end,
    tip = coalesce((request ->> 'tip')::integer, tip), version = version + 1, updated_at = now()
  where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
