-- Sets how many units of a product a cart holds; 0 takes the line out. Answers the cart as cart_view does.
-- request: { cartId, customerId, sku, quantity, substitution (null keeps the line's wish), lineLimit }
-- Refuses with cart_not_found, cart_already_ordered, cart_merged, product_not_found, cart_too_large { lineLimit },
-- order_limit_exceeded { lines: [{ sku, requested, orderLimit }] }, unknown_products { skus }: what is wished for instead
-- is not sold.
create or replace function set_cart_line(request jsonb) returns json language plpgsql as $$
declare
  cart carts := open_cart(request ->> 'cartId', request ->> 'customerId');
  wanted_sku text := request ->> 'sku';
  wanted_quantity integer := (request ->> 'quantity')::integer;
  product products;
  wish jsonb := nullif(request -> 'substitution', 'null');
begin
  if wanted_quantity = 0 then
    delete from cart_lines where cart_id = cart.id and sku = wanted_sku;
  else
    select * into product from products where sku = wanted_sku and active;
    if not found then
      perform refuse('product_not_found', jsonb_build_object('sku', wanted_sku));
    elsif product.order_limit < wanted_quantity then
      perform refuse('order_limit_exceeded', jsonb_build_object('lines', jsonb_build_array(jsonb_build_object(
        'sku', wanted_sku, 'requested', wanted_quantity, 'orderLimit', product.order_limit))));
    elsif wish ->> 'type' = 'sku' and not exists (select from products p where p.sku = wish ->> 'sku' and p.active) then
      perform refuse('unknown_products', jsonb_build_object('skus', jsonb_build_array(wish -> 'sku')));
    end if;
    insert into cart_lines as l (cart_id, sku, quantity, substitution)
    values (cart.id, wanted_sku, wanted_quantity, coalesce(wish, '{"type": "none"}'))
    on conflict (cart_id, sku) do update
      set quantity = excluded.quantity, substitution = coalesce(wish, l.substitution);
    if cart_size(cart.id) > (request ->> 'lineLimit')::integer then
      perform refuse('cart_too_large', jsonb_build_object('lineLimit', request -> 'lineLimit'));
    end if;
  end if;

  update carts set version = version + 1, updated_at = now() where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
