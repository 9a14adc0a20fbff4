-- Places an order: all of it or nothing, in one call.
--
-- request: { orderId, scope, key, fingerprint, cartId, cartVersion, customerId (who orders; null: a guest), email,
--   currency, holdSeconds,
--   lines: [{ sku, name, unit, quantity, price, priceQuantity, subtotal, promotionDiscount, couponDiscount, total,
--   substitution, claimId? (bought of a flash sale, at its price) }], promotions: [{ id, version, code, description, amount,
--   lines: [{ sku, amount }] }],
--   coupon: null | { id, version, code, discount }, slotId, slotFee, zone: null | { id, version }, ageRestricted,
--   subtotal, discount, deliveryFee, total, paymentId, provider, providerPaymentId, authorisation }
-- result: { replayed: false, placed } with what only the database knows of the new order:
--   { number, createdAt, expiresAt, slot: null | { id, startsAt, endsAt }, history: [{ status, at }] }
--   or { replayed: true, order } with the order that was there, as order_view gives it
--
-- Refuses, changing nothing, with:
--   idempotency_key_reused                    the key was used for another body
--   account_not_found                         the customer's account was erased
--   cart_not_found, cart_already_ordered      { orderId }
--   cart_merged                               { cartId }
--   cart_changed, price_changed               the caller priced something else: read again
--   order_limit_exceeded                      see check_prices
--   insufficient_stock                        { shortages: [{ sku, requested, available }] }
--   claim_expired                             see buy_claims
--   coupon_*                                  see redeem_coupon
--   slot_closed, slot_full                    see book_slot
--
-- What is sold is written as the caller read and priced it: check_prices, check_delivery and the cart's version say that
-- it still holds.
-- Goods are held last, so that the lock of a hot SKU is kept for as short as can be.
-- Locks, in the order that every routine keeps: key, customer, cart, inventory by SKU, flash sale, coupon, slot. Rows are
-- locked with
-- "no key update": the order's foreign keys take "key share" on coupon and slot when it is inserted, which a plain
-- "for update" of a concurrent order would wait for in a circle. A twin with the same key
-- waits at the first insert until this call ends, then finds the key taken and answers the same order, or, where this
-- call was refused, goes on in its place.
create or replace function place_order(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted_order text := request ->> 'orderId';
  hold_until timestamptz := now() + make_interval(secs => (request ->> 'holdSeconds')::integer);
  claimed idempotency_keys;
  cart carts;
  slot delivery_slots;
  placed orders;
  has_claims boolean := jsonb_path_exists(request, '$.lines[*].claimId ? (@ != null)');
  wanted_units jsonb := request -> 'lines';
begin
  insert into idempotency_keys (scope, key, fingerprint, order_id)
  values (request ->> 'scope', request ->> 'key', request ->> 'fingerprint', wanted_order)
  on conflict (scope, key) do nothing;
  if not found then
    select * into claimed from idempotency_keys k
    where k.scope = request ->> 'scope' and k.key = request ->> 'key';
    if claimed.fingerprint <> request ->> 'fingerprint' then
      perform refuse('idempotency_key_reused');
    end if;
    return jsonb_build_object('replayed', true,
      'order', order_view(jsonb_build_object('orderId', claimed.order_id)));
  end if;

  if request ->> 'customerId' is not null then
    perform require_customer(request ->> 'customerId');
  end if;
  cart := open_cart(request ->> 'cartId', request ->> 'customerId');
  if cart.version <> (request ->> 'cartVersion')::integer then
    perform refuse('cart_changed');
  end if;
  perform check_prices(request);
  if request ->> 'slotId' is not null then
    select * into slot from delivery_slots s where s.id = request ->> 'slotId';
    perform check_delivery(request, cart.address, slot);
  end if;

  insert into orders (id, cart_id, customer_id, email, status, currency, coupon_id, coupon_code, coupon_discount,
    slot_id, slot_starts_at, slot_ends_at, address, age_restricted, promotions, subtotal, discount, delivery_fee, total,
    expires_at)
  values (wanted_order, cart.id, request ->> 'customerId', request ->> 'email', 'pending_payment',
    request ->> 'currency', request #>> '{coupon,id}', request #>> '{coupon,code}',
    coalesce((request #>> '{coupon,discount}')::integer, 0), request ->> 'slotId', slot.starts_at, slot.ends_at, cart.address,
    (request ->> 'ageRestricted')::boolean, request -> 'promotions', (request ->> 'subtotal')::integer, (request ->> 'discount')::integer,
    (request ->> 'deliveryFee')::integer, (request ->> 'total')::integer, hold_until)
  returning * into placed;
  insert into order_lines (order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal,
    promotion_discount, coupon_discount, total, substitution, claim_id)
  select wanted_order, l.line, l.sku, l.name, l.unit, l.quantity, l.price, l."priceQuantity", l.subtotal,
    l."promotionDiscount", l."couponDiscount", l.total, l.substitution, l."claimId"
  from rows from (jsonb_to_recordset(request -> 'lines') as (
    sku text, name jsonb, unit text, quantity integer, price integer, "priceQuantity" integer, subtotal integer,
    "promotionDiscount" integer, "couponDiscount" integer, total integer, substitution jsonb,
    "claimId" text
  )) with ordinality as l(sku, name, unit, quantity, price, "priceQuantity", subtotal, "promotionDiscount",
    "couponDiscount", total, substitution, "claimId", line);
  insert into payments (id, provider, provider_payment_id, order_id, amount, authorisation, currency)
  values (request ->> 'paymentId', request ->> 'provider', request ->> 'providerPaymentId', wanted_order,
    placed.total, (request ->> 'authorisation')::integer, placed.currency);
  -- A guest's cart that a customer orders is the customer's from then on.
  update carts set status = 'ordered', customer_id = request ->> 'customerId', updated_at = now() where id = cart.id;
  perform record_order_status(wanted_order, 'pending_payment');

  if has_claims then
    perform 1 from inventory
    where sku in (select l.sku from order_lines l where l.order_id = wanted_order) order by sku for no key update;
    perform buy_claims(wanted_order, cart.id, request -> 'lines');
    select jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity)) into wanted_units
    from (select sku, sum(quantity) as quantity from order_lines where order_id = wanted_order group by sku) l;
  end if;
  perform hold_stock(wanted_units);
  insert into stock_holds (sku, order_id, quantity, expires_at)
  select l.sku, wanted_order, sum(l.quantity), hold_until from order_lines l where l.order_id = wanted_order group by l.sku;
  if request #>> '{coupon,id}' is not null then
    perform redeem_coupon(request #>> '{coupon,id}', (request #>> '{coupon,version}')::integer, wanted_order,
      coalesce(request ->> 'customerId', lower(request ->> 'email')), (request #>> '{coupon,discount}')::integer);
  end if;
  if request ->> 'slotId' is not null then
    perform book_slot(request ->> 'slotId', (request ->> 'slotFee')::integer, wanted_order, hold_until);
  end if;

  if placed.total = 0 then
    perform take_order(wanted_order);
  end if;
  return jsonb_build_object('replayed', false, 'placed', jsonb_build_object(
    'number', placed.number, 'createdAt', placed.created_at, 'expiresAt', placed.expires_at,
    'slot', case when slot.id is not null then
      jsonb_build_object('id', slot.id, 'startsAt', slot.starts_at, 'endsAt', slot.ends_at) end,
    'history', (
      select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) order by h.at)
      from order_history h where h.order_id = wanted_order)));
end $$;
