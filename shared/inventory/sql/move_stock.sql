-- Records one stock movement outside of orders, such as received, damaged or counted.
-- request: { actor, sku, delta, reason, note, requestKey }; a key that this actor has used before moves nothing.
-- result: { replayed, movement: { id, sku, delta, reason, orderId, actor, note, createdAt }, stock: { onHand, held } },
--   with the current stock
-- Refuses with product_not_found, stock_too_low { sku, delta, onHand, held } when on hand would fall below held,
-- idempotency_key_reused.
-- All of it runs under the lock of the inventory row. Expired holds are released when they block a removal: an abandoned
-- checkout must not prevent staff from writing off a broken bottle.
create or replace function move_stock(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted_delta integer := (request ->> 'delta')::integer;
  stock inventory;
  stock_sku text;
  movement stock_movements;
  before jsonb;
begin
  select * into stock from inventory where sku = product_sku(request ->> 'sku') for no key update;
  if stock.sku is null then
    perform refuse('product_not_found');
  end if;
  stock_sku := stock.sku;
  select * into movement from stock_movements m
  where m.actor = request #>> '{actor,customerId}' and m.request_key = request ->> 'requestKey';
  if movement.id is null then
    before := jsonb_build_object('onHand', stock.on_hand, 'held', stock.held);
    if stock.on_hand + wanted_delta < stock.held then
      perform release_expired_holds(stock.sku);
    end if;
    update inventory set on_hand = on_hand + wanted_delta
    where sku = stock.sku and on_hand + wanted_delta >= held
    returning * into stock;
    if not found then
      select * into stock from inventory where sku = stock_sku;
      perform refuse('stock_too_low', jsonb_build_object('sku', stock.sku, 'delta', wanted_delta,
        'onHand', stock.on_hand, 'held', stock.held));
    end if;
    perform warn_low_stock(stock.sku, stock.on_hand - stock.held - wanted_delta, stock.on_hand - stock.held,
      stock.low_stock_threshold);
    insert into stock_movements (sku, delta, reason, note, actor, request_key)
    values (stock.sku, wanted_delta, request ->> 'reason', request ->> 'note', request #>> '{actor,customerId}',
      request ->> 'requestKey')
    on conflict (actor, request_key) where request_key is not null do nothing
    returning * into movement;
    if movement.id is null then
      perform refuse('idempotency_key_reused');
    end if;
    perform audit(request, 'move', 'stock', stock.sku, before, jsonb_build_object('onHand', stock.on_hand,
      'held', stock.held, 'delta', movement.delta, 'reason', movement.reason, 'note', movement.note));
  elsif (movement.sku, movement.delta, movement.reason, movement.note) is distinct from
    (stock.sku, wanted_delta, request ->> 'reason', request ->> 'note')
  then
    perform refuse('idempotency_key_reused');
  end if;

  return jsonb_build_object('replayed', before is null,
    'movement', jsonb_build_object('id', movement.id::text, 'sku', movement.sku, 'delta', movement.delta,
      'reason', movement.reason, 'orderId', movement.order_id, 'actor', movement.actor, 'note', movement.note,
      'createdAt', movement.created_at),
    'stock', jsonb_build_object('onHand', stock.on_hand, 'held', stock.held));
end $$;
