-- Locks a cart for a change, or refuses with cart_not_found or cart_already_ordered { orderId }.
create or replace function open_cart(wanted_cart text) returns carts language plpgsql as $$
declare
  cart carts;
begin
  select * into cart from carts where id = wanted_cart for no key update;
  if cart.id is null then
    perform refuse('cart_not_found');
  elsif cart.status <> 'open' then
    perform refuse('cart_already_ordered',
      jsonb_build_object('orderId', (select o.id from orders o where o.cart_id = cart.id)));
  end if;
  return cart;
end $$;
