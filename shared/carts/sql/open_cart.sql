-- Locks a cart for a change, or refuses with cart_not_found, cart_already_ordered { orderId } or cart_merged
-- { cartId: the cart that it went into }.
-- A customer's cart does not exist for anybody else; a guest's is whose who knows its id.
create or replace function open_cart(wanted_cart text, wanted_customer text) returns carts language plpgsql as $$
declare
  cart carts;
begin
  select * into cart from carts where id = wanted_cart for no key update;
  if cart.id is null or cart.customer_id <> coalesce(wanted_customer, '') then
    perform refuse('cart_not_found');
  elsif cart.status = 'merged' then
    perform refuse('cart_merged', jsonb_build_object('cartId', cart.merged_into));
  elsif cart.status <> 'open' then
    perform refuse('cart_already_ordered',
      jsonb_build_object('orderId', (select o.id from orders o where o.cart_id = cart.id)));
  end if;
  return cart;
end $$;
