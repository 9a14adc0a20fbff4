-- A new, empty cart. request: { cartId, currency }. Answers the cart as cart_view does.
create or replace function create_cart(request jsonb) returns json language plpgsql as $$
begin
  insert into carts (id, currency) values (request ->> 'cartId', request ->> 'currency');
  return cart_view(jsonb_build_object('cartId', request ->> 'cartId'));
end $$;
