-- Folds a guest's cart into the open cart of a customer, which is made if there is none. Answers that as cart_view does.
-- request: { cartId (the guest's), customerId, newCartId, currency, lineLimit, largestQuantity }
-- Refuses, changing nothing, with account_not_found, cart_not_found, cart_already_ordered { orderId },
-- cart_too_large { lineLimit, lines }.
--
-- No line is lost, no flash-sale claim either: what is in one of the carts comes over, what is in both is added up, up to
-- the largest quantity that a line may have. Where both together have too many lines nothing is merged: the guest's cart stays, to be thinned out or
-- ordered as it is. Coupon, delivery and the wish for a substitute come over where the customer's have none.
-- The guest's cart is the customer's then, empty, and says where it went: asked again, the same cart is answered.
--
-- Locks: the customer, then both carts in the order of their ids, as place_orders locks them, then the sales of claims.
-- The customer's cart may be ordered before it is locked: then there is a new one.
create or replace function merge_cart(request jsonb) returns json language plpgsql as $$
declare
  wanted_customer text := request ->> 'customerId';
  guests carts;
  customers_cart carts;
  lines integer;
begin
  perform require_customer(wanted_customer);
  select * into guests from carts where id = request ->> 'cartId';
  if guests.id is null or guests.customer_id <> wanted_customer then
    perform refuse('cart_not_found');
  end if;
  while guests.status <> 'merged' loop
    customers_cart.id := open_cart_of(wanted_customer, request ->> 'newCartId', request ->> 'currency');
    perform 1 from carts where id in (guests.id, customers_cart.id) order by id for no key update;
    select * into customers_cart from carts where id = customers_cart.id;
    continue when customers_cart.status <> 'open';
    select * into guests from carts where id = guests.id;
    exit when guests.status = 'merged';
    guests := open_cart(guests.id, wanted_customer);
    exit when guests.id = customers_cart.id;

    insert into cart_lines as mine (cart_id, sku, quantity, substitution, added_at)
    select customers_cart.id, l.sku, l.quantity, l.substitution, l.added_at from cart_lines l where l.cart_id = guests.id
    on conflict (cart_id, sku) do update set
      quantity = least(mine.quantity + excluded.quantity, (request ->> 'largestQuantity')::integer),
      substitution = case when mine.substitution ->> 'type' = 'none' then excluded.substitution else mine.substitution end;
    perform 1 from flash_sales s join flash_sale_claims c on c.sale_id = s.id
    where c.cart_id = guests.id order by s.sku, s.id for no key update of s;
    update flash_sale_claims set cart_id = customers_cart.id where cart_id = guests.id;
    lines := cart_size(customers_cart.id);
    if lines > (request ->> 'lineLimit')::integer then
      perform refuse('cart_too_large', jsonb_build_object('lineLimit', request -> 'lineLimit', 'lines', lines));
    end if;
    delete from cart_lines where cart_id = guests.id;
    update carts set
      coupon_code = coalesce(coupon_code, guests.coupon_code),
      slot_id = case when slot_id is null then guests.slot_id else slot_id end,
      address = case when slot_id is null then guests.address else address end,
      version = version + 1, updated_at = now()
    where id = customers_cart.id;
    update carts set status = 'merged', merged_into = customers_cart.id, customer_id = wanted_customer,
      coupon_code = null, slot_id = null, address = null, version = version + 1, updated_at = now()
    where id = guests.id returning * into guests;
  end loop;
  return cart_view(jsonb_build_object('cartId', coalesce(guests.merged_into, guests.id), 'customerId', wanted_customer));
end $$;
