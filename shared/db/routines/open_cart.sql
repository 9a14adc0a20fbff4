-- Locks a cart for a change, or refuses with cart_not_found or cart_already_ordered { orderId }.
-- A customer's cart does not exist for anybody else; a guest's is whose who knows its id.
create or replace function open_cart(wanted_cart text, wanted_customer text) returns carts language plpgsql as $$
declare
  cart carts;
begin
  select * into cart from carts where id = wanted_cart for no key update;
  if cart.id is null or cart.customer_id <> coalesce(wanted_customer, '') then
    perform refuse('cart_not_found');
  elsif cart.status <> 'open' then
    perform refuse('cart_already_ordered',
      jsonb_build_object('orderId', (select o.id from orders o where o.cart_id = cart.id)));
  end if;
  return cart;
end $$;
