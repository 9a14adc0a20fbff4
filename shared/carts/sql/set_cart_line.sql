-- Sets the quantity of a product in a cart; 0 removes the line. Returns the cart_view.
-- request: { cartId, customerId, sku, quantity, substitution (null: unchanged), lineLimit }
-- Refuses with cart_not_found, cart_already_ordered, cart_merged, product_not_found, cart_too_large { lineLimit },
-- order_limit_exceeded { lines: [{ sku, requested, orderLimit }] }, unknown_products { skus } (the substitute is not sold).
create or replace function set_cart_line(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
  wanted_sku text := product_sku(request ->> 'sku');
  wanted_quantity integer := (request ->> 'quantity')::integer;
  product products;
  new_substitution jsonb := nullif(request -> 'substitution', 'null');
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
    elsif new_substitution ->> 'type' = 'sku' then
      if not exists (select from products p where p.sku = product_sku(new_substitution ->> 'sku') and p.active) then
        perform refuse('unknown_products', jsonb_build_object('skus', jsonb_build_array(new_substitution -> 'sku')));
      end if;
      new_substitution := new_substitution || jsonb_build_object('sku', product_sku(new_substitution ->> 'sku'));
    end if;
    insert into cart_lines as l (cart_id, sku, quantity, substitution, substitution_chosen_at)
    values (cart.id, wanted_sku, wanted_quantity, coalesce(new_substitution, '{"type": "none"}'),
      case when new_substitution is not null then now() end)
    on conflict (cart_id, sku) do update set quantity = excluded.quantity,
      substitution = coalesce(new_substitution, l.substitution),
      substitution_chosen_at = coalesce(excluded.substitution_chosen_at, l.substitution_chosen_at);
    if cart_size(cart.id) > (request ->> 'lineLimit')::integer then
      perform refuse('cart_too_large', jsonb_build_object('lineLimit', request -> 'lineLimit'));
    end if;
  end if;

  update carts set version = version + 1, updated_at = now() where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
