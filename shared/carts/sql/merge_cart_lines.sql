-- Moves the lines and flash-sale claims of a guest's cart into a customer's cart. Quantities of the same product are added,
-- up to largest_quantity. Of two different substitution preferences the possible one is kept, else the newer one.
-- Returns what was not kept: [{ kind: 'quantity', sku, quantity (units) } | { kind: 'substitution', sku, substitution }]
-- Locks the sales of the claims. The caller has locked both carts.
create or replace function merge_cart_lines(guest_cart text, customer_cart text, largest_quantity integer) returns jsonb
language plpgsql as $$
declare
  pair record;
  kept cart_lines;
  lost cart_lines;
  dropped jsonb := '[]';
begin
  for pair in
    select guest, own from cart_lines guest join cart_lines own on own.sku = guest.sku and own.cart_id = customer_cart
    where guest.cart_id = guest_cart order by guest.sku
  loop
    if prefers_substitution(pair.guest, pair.own) then
      kept := pair.guest;
      lost := pair.own;
    else
      kept := pair.own;
      lost := pair.guest;
    end if;
    if kept.substitution <> lost.substitution and has_substitution_choice(lost) then
      dropped := dropped || jsonb_build_object('kind', 'substitution', 'sku', lost.sku, 'substitution', lost.substitution);
    end if;
    if kept.quantity + lost.quantity > largest_quantity then
      dropped := dropped || jsonb_build_object('kind', 'quantity', 'sku', lost.sku,
        'quantity', kept.quantity + lost.quantity - largest_quantity);
    end if;
    update cart_lines set quantity = least(kept.quantity + lost.quantity, largest_quantity),
      substitution = kept.substitution, substitution_chosen_at = kept.substitution_chosen_at
    where cart_id = customer_cart and sku = kept.sku;
  end loop;

  insert into cart_lines (cart_id, sku, quantity, substitution, substitution_chosen_at, added_at)
  select customer_cart, l.sku, l.quantity, l.substitution, l.substitution_chosen_at, l.added_at
  from cart_lines l where l.cart_id = guest_cart
  on conflict (cart_id, sku) do nothing;
  delete from cart_lines where cart_id = guest_cart;

  perform 1 from flash_sales s join flash_sale_claims c on c.sale_id = s.id
  where c.cart_id = guest_cart order by s.sku, s.id for no key update of s;
  update flash_sale_claims set cart_id = customer_cart where cart_id = guest_cart;
  return dropped;
end $$;
