-- Puts what an order contains into a cart, as far as it can be had now: into a new cart of a guest, or the open cart of a
-- customer, which keeps what it has. A repeated request changes nothing more. An order that still waits for its payment is
-- cancelled first, so that its own stock, coupon and slot are free for the cart; one whose payment has arrived or is being
-- processed stays.
-- request: { orderId, customerId, guest (see can_view_order), cartId (of a new cart), currency, lineLimit, largestQuantity }
-- result: { snapshot: the cart_view, missing: [{ code, sku, … }], coupon, delivery }: what could not be had, and whether
--   coupon and delivery of the order are now in the cart. The caller removes those that do not apply (remove_unusable_terms).
-- Refuses with account_not_found, order_not_found, cart_too_large { lineLimit, lines }.
-- Lock order: customer, order, cart, then those of cancel_unpacked_order.
create or replace function fill_cart_from_order(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted_customer text := request ->> 'customerId';
  wanted_cart text := request ->> 'cartId';
  the_order orders;
  payment payments;
  cart carts;
  line record;
  possible integer;
  missing jsonb := '[]';
  with_coupon boolean;
  with_delivery boolean;
begin
  if wanted_customer is not null then
    perform require_customer(wanted_customer);
  end if;
  select * into the_order from orders where id = request ->> 'orderId' for no key update;
  if the_order.id is null or not can_view_order(the_order.customer_id, request - 'staff') then
    perform refuse('order_not_found');
  end if;
  if wanted_customer is null then
    insert into carts (id, currency) values (wanted_cart, request ->> 'currency');
  else
    wanted_cart := find_or_create_open_cart(wanted_customer, wanted_cart, request ->> 'currency');
  end if;
  cart := lock_open_cart(wanted_cart, wanted_customer);

  select * into payment from payments where order_id = the_order.id for no key update;
  if the_order.status = 'pending_payment' and payment.captured = 0 and payment.authorised = 0
    and coalesce(payment.failed_at >= payment.processing_at, payment.processing_at is null)
  then
    perform cancel_unpacked_order(the_order);
  end if;

  for line in
    select l.sku, l.quantity, l.claim_id, p.active, p.order_limit, i.on_hand - i.held + (
        select coalesce(sum(h.quantity), 0)::integer from stock_holds h where h.sku = l.sku and h.expires_at <= now()
      ) as available,
      case when l.substitution ->> 'type' = 'sku'
        and not exists (select from products s where s.sku = l.substitution ->> 'sku' and s.active)
        then '{"type": "none"}' else l.substitution end as substitution
    from (
      select sku, quantity, substitution, "claimId" as claim_id, ordinality as place
      from rows from (jsonb_to_recordset(the_order.as_placed -> 'lines') as (
        sku text, quantity integer, substitution jsonb, "claimId" text)) with ordinality
      union all
      select o.sku, o.quantity, o.substitution, o.claim_id, o.line from order_lines o
      where o.order_id = the_order.id and the_order.as_placed is null
    ) l
    join products p on p.sku = l.sku
    join inventory i on i.sku = l.sku
    order by l.place
  loop
    possible := least(line.quantity, line.order_limit, (request ->> 'largestQuantity')::integer, greatest(line.available, 0));
    if line.claim_id is not null then
      missing := missing || jsonb_build_object('code', 'claim_expired', 'sku', line.sku, 'claimId', line.claim_id,
        'requested', line.quantity);
      continue;
    elsif not line.active then
      missing := missing || jsonb_build_object('code', 'product_not_found', 'sku', line.sku, 'requested', line.quantity);
      continue;
    elsif possible < line.quantity and possible = line.order_limit then
      missing := missing || jsonb_build_object('code', 'order_limit_exceeded', 'sku', line.sku, 'requested', line.quantity,
        'orderLimit', line.order_limit);
    elsif possible < line.quantity then
      missing := missing || jsonb_build_object('code', 'insufficient_stock', 'sku', line.sku, 'requested', line.quantity,
        'available', possible);
    end if;
    continue when possible < 1;
    insert into cart_lines as l (cart_id, sku, quantity, substitution)
    values (cart.id, line.sku, possible, line.substitution)
    on conflict (cart_id, sku) do update set quantity = greatest(l.quantity, excluded.quantity);
  end loop;
  if cart_size(cart.id) > (request ->> 'lineLimit')::integer then
    perform refuse('cart_too_large',
      jsonb_build_object('lineLimit', request -> 'lineLimit', 'lines', cart_size(cart.id)));
  end if;

  with_coupon := cart.coupon_code is null and the_order.coupon_code is not null;
  with_delivery := cart.slot_id is null and not cart.pickup and the_order.slot_id is not null;
  update carts set
    coupon_code = case when with_coupon then the_order.coupon_code else coupon_code end,
    slot_id = case when with_delivery then the_order.slot_id else slot_id end,
    address = case when with_delivery then the_order.address else address end,
    pickup = pickup or slot_id is null and the_order.slot_id is null,
    coupon_chosen_at = case when with_coupon then now() else coupon_chosen_at end,
    delivery_chosen_at = case when with_delivery or slot_id is null and not pickup then now() else delivery_chosen_at end,
    version = version + 1, updated_at = now()
  where id = cart.id;
  return jsonb_build_object('missing', missing, 'coupon', with_coupon, 'delivery', with_delivery, 'snapshot',
    cart_view(jsonb_build_object('cartId', cart.id, 'customerId', wanted_customer, 'customer', lower(the_order.email))));
end $$;
