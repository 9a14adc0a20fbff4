-- Places new orders, all of them or none, with one statement per table for the whole batch.
--
-- orders: [a request of place_order]
-- result: [{ number, createdAt, expiresAt, slot: null | { id, startsAt, endsAt }, history: [{ status, at }] }], in the
--   same order; null, without any other change, when a key exists already or is twice in this batch.
-- Refuses as place_order does.
--
-- The order is written as the caller read and priced it. check_prices, check_delivery and the cart version make sure
-- that these values are current.
-- Stock is held late, so that the lock on a popular SKU is short.
-- Lock order of all routines: key, customer, cart, product, inventory by SKU, flash sale, coupon, slot. A caller with several
-- orders has locked these rows before (lock_rows_for_orders). Rows are locked with "no key update", because the foreign
-- keys of new orders take "key share" on coupon and slot: concurrent orders with "for update" would deadlock.
create or replace function place_new_orders(orders jsonb) returns jsonb language plpgsql as $$
declare
  one jsonb;
  cart carts;
  slot delivery_slots;
  keys_claimed integer;
  buyer jsonb;
begin
  insert into idempotency_keys (scope, key, fingerprint, order_id)
  select o ->> 'scope', o ->> 'key', o ->> 'fingerprint', o ->> 'orderId' from jsonb_array_elements(orders) o
  on conflict (scope, key) do nothing;
  get diagnostics keys_claimed = row_count;
  if keys_claimed < jsonb_array_length(orders) then
    return null;
  end if;

  for one in select * from jsonb_array_elements(orders) loop
    if one ->> 'customerId' is not null then
      perform require_customer(one ->> 'customerId');
    end if;
    cart := lock_open_cart(one ->> 'cartId', one ->> 'customerId');
    if cart.version <> (one ->> 'cartVersion')::integer then
      perform refuse('cart_changed');
    end if;
    if cart.slot_id is null and not cart.pickup then
      perform refuse('delivery_required');
    elsif one ->> 'slotId' is not null then
      select * into slot from delivery_slots s where s.id = one ->> 'slotId';
      perform check_delivery(one, cart.address, slot);
    end if;
  end loop;
  perform check_prices(orders);
  perform insert_orders(orders);

  if jsonb_path_exists(orders, '$[*].lines[*].claimId ? (@ != null)') then
    perform 1 from inventory
    where sku in (
      select l ->> 'sku' from jsonb_array_elements(orders) o cross join lateral jsonb_array_elements(o -> 'lines') l
    ) order by sku for no key update;
    perform buy_claims(o ->> 'orderId', o ->> 'cartId', o -> 'lines') from jsonb_array_elements(orders) o;
  end if;
  perform hold_stock(jsonb_path_query_array(orders, '$[*].lines[*]'));
  -- Read again now that the inventory is locked: a recall waits for that lock (wait_for_sales).
  if exists (
    select from jsonb_array_elements(orders) o cross join lateral jsonb_array_elements(o -> 'lines') l
    join products p on p.sku = l ->> 'sku' where not p.active
  ) then
    perform refuse('price_changed');
  end if;
  insert into stock_holds (sku, order_id, quantity, expires_at)
  select l.sku, o."orderId", sum(l.quantity), now() + make_interval(secs => o."holdSeconds")
  from jsonb_to_recordset(orders) as o("orderId" text, "holdSeconds" integer, lines jsonb)
  cross join lateral jsonb_to_recordset(o.lines) as l(sku text, quantity integer)
  group by o."orderId", o."holdSeconds", l.sku;

  for one in select * from jsonb_array_elements(orders) loop
    if one #>> '{coupon,id}' is not null then
      buyer := buyer_identity(one ->> 'customerId', one ->> 'email');
      perform redeem_coupon(one #>> '{coupon,id}', (one #>> '{coupon,version}')::integer, one ->> 'orderId', buyer,
        (one #>> '{coupon,discount}')::integer);
      perform require_certain_buyer(one #>> '{coupon,id}', buyer, (one ->> 'total')::integer);
    end if;
    if one ->> 'slotId' is not null then
      perform book_slot(one ->> 'slotId', (one ->> 'slotFee')::integer, one ->> 'orderId',
        now() + make_interval(secs => (one ->> 'holdSeconds')::integer));
    end if;
    if (one ->> 'total')::integer = 0 then
      -- confirm_order writes this request id to the outbox.
      perform set_config('larder.request_id', one ->> 'requestId', true);
      perform confirm_order(one ->> 'orderId');
    end if;
  end loop;

  return (
    select jsonb_agg(jsonb_build_object(
      'number', p.number, 'createdAt', p.created_at, 'expiresAt', p.expires_at,
      'slot', case when p.slot_id is not null then
        jsonb_build_object('id', p.slot_id, 'startsAt', p.slot_starts_at, 'endsAt', p.slot_ends_at) end,
      'history', (
        select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) order by h.at)
        from order_history h where h.order_id = p.id)) order by o.ordinality)
    from jsonb_array_elements(orders) with ordinality o join orders p on p.id = o.value ->> 'orderId');
end $$;
