-- Puts a flash-sale claim into a cart and removes it from any other cart. Returns the cart_view.
-- request: { cartId, customerId, claimId, lineLimit }
-- Refuses with cart_not_found, cart_already_ordered, claim_not_found (also for another customer's), claim_expired
-- { claims: [id] }, claim_already_ordered { orderId }, product_not_found { sku } (no longer sold), cart_too_large { lineLimit }.
-- A guest who has the id of a claim may use it, as with carts: ids cannot be guessed.
create or replace function set_cart_claim(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
  claim flash_sale_claims;
  inactive_sku text;
begin
  perform 1 from flash_sales s join flash_sale_claims c on c.sale_id = s.id
  where c.id = request ->> 'claimId' for no key update of s;
  select * into claim from flash_sale_claims where id = request ->> 'claimId';
  if claim.id is null or request ->> 'customerId' <> claim.customer_id then
    perform refuse('claim_not_found');
  elsif claim.status = 'bought' then
    perform refuse('claim_already_ordered', jsonb_build_object('orderId', claim.order_id));
  elsif claim.status = 'released' or claim.expires_at <= clock_timestamp() then
    perform refuse('claim_expired', jsonb_build_object('claims', jsonb_build_array(claim.id)));
  end if;
  select p.sku into inactive_sku from flash_sales s join products p on p.sku = s.sku
  where s.id = claim.sale_id and not p.active;
  if found then
    perform refuse('product_not_found', jsonb_build_object('sku', inactive_sku));
  end if;
  update flash_sale_claims set cart_id = cart.id where id = claim.id;
  if cart_size(cart.id) > (request ->> 'lineLimit')::integer then
    perform refuse('cart_too_large', jsonb_build_object('lineLimit', request -> 'lineLimit'));
  end if;
  update carts set version = version + 1, updated_at = now() where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
