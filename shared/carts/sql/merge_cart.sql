-- Merges a guest's cart into the open cart of a customer, which is created if there is none. Returns the latter's
-- cart_view.
-- request: { cartId (the guest's), customerId, newCartId, currency, lineLimit, largestQuantity }
-- Refuses without any change with account_not_found, cart_not_found, cart_already_ordered { orderId },
-- cart_too_large { lineLimit, lines }.
--
-- All lines and flash-sale claims are moved. Quantities of the same product are added, up to largestQuantity. If the
-- result has too many lines, nothing is merged: the shopper can remove lines from the guest's cart or order it.
-- Coupon, delivery and substitution are taken over if the customer's cart has none.
-- The guest's cart becomes an empty cart of the customer with merged_into set, so that a repeated request returns the
-- same cart.
--
-- Locks: the customer, then both carts in the order of their ids (as place_orders does), then the sales of claims.
-- The customer's cart may be ordered before it is locked: then the loop creates a new one.
create or replace function merge_cart(request jsonb) returns json language plpgsql as $$
declare
  wanted_customer text := request ->> 'customerId';
  guest_cart carts;
  customer_cart carts;
  lines integer;
begin
  perform require_customer(wanted_customer);
  select * into guest_cart from carts where id = request ->> 'cartId';
  if guest_cart.id is null or guest_cart.customer_id <> wanted_customer then
    perform refuse('cart_not_found');
  end if;
  while guest_cart.status <> 'merged' loop
    customer_cart.id := find_or_create_open_cart(wanted_customer, request ->> 'newCartId', request ->> 'currency');
    perform 1 from carts where id in (guest_cart.id, customer_cart.id) order by id for no key update;
    select * into customer_cart from carts where id = customer_cart.id;
    continue when customer_cart.status <> 'open';
    select * into guest_cart from carts where id = guest_cart.id;
    exit when guest_cart.status = 'merged';
    guest_cart := lock_open_cart(guest_cart.id, wanted_customer);
    exit when guest_cart.id = customer_cart.id;

    insert into cart_lines as own (cart_id, sku, quantity, substitution, added_at)
    select customer_cart.id, l.sku, l.quantity, l.substitution, l.added_at from cart_lines l where l.cart_id = guest_cart.id
    on conflict (cart_id, sku) do update set
      quantity = least(own.quantity + excluded.quantity, (request ->> 'largestQuantity')::integer),
      substitution = case when own.substitution ->> 'type' = 'none' then excluded.substitution else own.substitution end;
    perform 1 from flash_sales s join flash_sale_claims c on c.sale_id = s.id
    where c.cart_id = guest_cart.id order by s.sku, s.id for no key update of s;
    update flash_sale_claims set cart_id = customer_cart.id where cart_id = guest_cart.id;
    lines := cart_size(customer_cart.id);
    if lines > (request ->> 'lineLimit')::integer then
      perform refuse('cart_too_large', jsonb_build_object('lineLimit', request -> 'lineLimit', 'lines', lines));
    end if;
    delete from cart_lines where cart_id = guest_cart.id;
    update carts set
      coupon_code = coalesce(coupon_code, guest_cart.coupon_code),
      slot_id = case when slot_id is null then guest_cart.slot_id else slot_id end,
      address = case when slot_id is null then guest_cart.address else address end,
      version = version + 1, updated_at = now()
    where id = customer_cart.id;
    update carts set status = 'merged', merged_into = customer_cart.id, customer_id = wanted_customer,
      coupon_code = null, slot_id = null, address = null, version = version + 1, updated_at = now()
    where id = guest_cart.id returning * into guest_cart;
  end loop;
  return cart_view(jsonb_build_object(
    'cartId', coalesce(guest_cart.merged_into, guest_cart.id), 'customerId', wanted_customer));
end $$;
