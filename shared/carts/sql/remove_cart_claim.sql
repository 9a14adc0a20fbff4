-- Removes a flash-sale claim from a cart; the claim still holds its units. Returns the cart_view, also if the claim was
-- not in the cart. request: { cartId, customerId, claimId }. Refuses with cart_not_found, cart_already_ordered.
-- The sale is not locked. An order or a merge with this claim holds the lock of the cart. A concurrent move to another
-- cart or a release writes the same single row, and nothing is locked after it.
create or replace function remove_cart_claim(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
begin
  update flash_sale_claims set cart_id = null
  where id = request ->> 'claimId' and cart_id = cart.id and status <> 'bought';
  update carts set version = version + 1, updated_at = now() where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
