-- A guest's new, empty cart, or the open cart of a customer. Answers it as cart_view does.
-- request: { cartId (of the cart, if one is made), currency, customerId (null: a guest) }
-- Refuses with account_not_found.
create or replace function create_cart(request jsonb) returns json language plpgsql as $$
declare
  cart_id text := request ->> 'cartId';
begin
  if request ->> 'customerId' is null then
    insert into carts (id, currency) values (cart_id, request ->> 'currency');
  else
    perform require_customer(request ->> 'customerId');
    cart_id := open_cart_of(request ->> 'customerId', cart_id, request ->> 'currency');
  end if;
  return cart_view(jsonb_build_object('cartId', cart_id, 'customerId', request -> 'customerId'));
end $$;
