-- Places several orders in one call, each by itself: one's refusal, or fault, undoes that one and no other. Orders that
-- want the same hot rows then share one commit and one wait for the lock.
--
-- request: { orders: [a request of place_order, with requestId? ] }
-- result: { outcomes: [{ placed } | { refusal: { code, facts } } | { fault: { sqlstate, message } }] }, in that order
--
-- They are placed together, which costs a third of placing them one by one. Only where that fails, for whatever reason
-- of whichever order, is it undone, and each is placed by itself.
--
-- An order locks its rows in the common order; several in a row would not. So all that any of them may lock is locked
-- first: keys, customers, carts, inventory by SKU, coupons, slots, each in byte order. The lock of a key is its hash's: a twin in
-- another call waits for it before that call holds anything.
create or replace function place_orders(request jsonb) returns jsonb language plpgsql as $$
declare
  orders jsonb := request -> 'orders';
  placed jsonb;
  one jsonb;
  outcomes jsonb := '[]';
  code text;
  facts text;
begin
  perform pg_advisory_xact_lock(hash) from (
    select distinct hashtextextended(concat_ws('/', o ->> 'scope', o ->> 'key'), 0) as hash
    from jsonb_array_elements(orders) o order by hash
  ) keys;
  if jsonb_array_length(orders) > 1 then
    perform lock_for_orders(orders);
    begin
      placed := place_new_orders(orders);
      if placed is null then
        perform refuse('idempotency_key_reused');
      end if;
      return jsonb_build_object('outcomes', (
        select jsonb_agg(jsonb_build_object('placed', jsonb_build_object('replayed', false, 'placed', p)))
        from jsonb_array_elements(placed) p));
    exception
      when others then
        -- Undone. Each by itself, below.
    end;
  end if;

  for one in select * from jsonb_array_elements(orders) loop
    begin
      -- The rows that the order puts into the outbox name the request that it came with.
      perform set_config('larder.request_id', one ->> 'requestId', true);
      outcomes := outcomes || jsonb_build_object('placed', place_order(one));
    exception
      when sqlstate 'LD001' then
        get stacked diagnostics code = message_text, facts = pg_exception_detail;
        outcomes := outcomes || jsonb_build_object('refusal', jsonb_build_object('code', code, 'facts', facts::jsonb));
      when others then
        outcomes := outcomes || jsonb_build_object('fault', jsonb_build_object('sqlstate', sqlstate, 'message', sqlerrm));
    end;
  end loop;
  return jsonb_build_object('outcomes', outcomes);
end $$;
