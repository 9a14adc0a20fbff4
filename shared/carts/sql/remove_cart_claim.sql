-- Takes a flash-sale claim out of a cart; it goes on holding its units. Answers the cart as cart_view does, whether or
-- not the claim lay in it. request: { cartId, customerId, claimId }. Refuses with cart_not_found, cart_already_ordered.
-- The sale is not locked: an order and a merge that take the claim along have the cart's lock too, whoever moves it to
-- another cart or releases it writes the same one row, where the second finds what the first left, and nothing else is
-- locked after it.
create or replace function remove_cart_claim(request jsonb) returns json language plpgsql as $$
declare
  cart carts := open_cart(request ->> 'cartId', request ->> 'customerId');
begin
  update flash_sale_claims set cart_id = null
  where id = request ->> 'claimId' and cart_id = cart.id and status <> 'bought';
  update carts set version = version + 1, updated_at = now() where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
