-- Merges a guest's cart into the open cart of a customer, which is created if there is none.
-- request: { cartId (the guest's), customerId, newCartId, currency, lineLimit, largestQuantity, decision?: { guestVersion,
--   customerVersion, coupon: 'guest' | 'customer', couponReason, delivery: the same, deliveryReason } }
-- result: the cart_view of the customer's cart, with dropped: what was not kept, see merge_cart_lines, and
--   { kind: 'coupon', couponCode, reason }, { kind: 'delivery', pickup | slotId, startsAt, endsAt, reason } and { kind: 'tip', amount };
--   or { choices } without any change, when both carts have a coupon, or a delivery, and they differ: see
--   cart_merge_choices. The caller calls again with its decision; it counts while both carts have these versions.
-- Refuses without any change with account_not_found, cart_not_found, cart_already_ordered { orderId },
-- cart_too_large { lineLimit, lines }.
--
-- All lines and flash-sale claims are moved. If the result has too many lines, nothing is merged: the shopper can remove
-- lines from the guest's cart or order it.
-- The guest's cart becomes an empty cart of the customer with merged_into set, so that a repeated request returns the
-- same cart.
--
-- Locks: the customer, then both carts in the order of their ids (as place_orders does), then the sales of claims.
-- The customer's cart may be ordered before it is locked: then the loop creates a new one.
create or replace function merge_cart(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted_customer text := request ->> 'customerId';
  decision jsonb := request -> 'decision';
  guest_cart carts;
  customer_cart carts;
  dropped jsonb;
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

    if cart_choices_differ(guest_cart, customer_cart) and (guest_cart.version, customer_cart.version) is distinct from
      ((decision ->> 'guestVersion')::integer, (decision ->> 'customerVersion')::integer)
    then
      return jsonb_build_object('choices',
        cart_merge_choices(guest_cart, customer_cart, (request ->> 'largestQuantity')::integer));
    end if;
    dropped := merge_cart_lines(guest_cart.id, customer_cart.id, (request ->> 'largestQuantity')::integer);
    if cart_size(customer_cart.id) > (request ->> 'lineLimit')::integer then
      perform refuse('cart_too_large', jsonb_build_object('lineLimit', request -> 'lineLimit',
        'lines', cart_size(customer_cart.id)));
    end if;
    dropped := dropped || merge_cart_choices(guest_cart, customer_cart, decision);
    update carts set status = 'merged', merged_into = customer_cart.id, customer_id = wanted_customer,
      coupon_code = null, slot_id = null, address = null, pickup = false, bags = 0, tip = 0, merge_dropped = dropped,
      version = version + 1, updated_at = now()
    where id = guest_cart.id returning * into guest_cart;
  end loop;
  return jsonb_build_object('dropped', coalesce(guest_cart.merge_dropped, '[]')) || cart_view(jsonb_build_object(
    'cartId', coalesce(guest_cart.merged_into, guest_cart.id), 'customerId', wanted_customer))::jsonb;
end $$;
