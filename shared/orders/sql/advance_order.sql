-- Moves an order on in the house. Asked for where it is already, it stays, and answers the same.
-- request: { actor, orderId, to: a stage of order_stage, from: [the stages that lead there], packing: null, or see
--   pack_order, with nothing: true where nothing is left of the order }
-- Answers the order as staff_order_view does. Refuses with order_not_found, transition_not_allowed { orderStage },
-- already_packed (something else was told), price_changed, insufficient_stock.
-- Under the order's row lock: of two who move it at once, the second finds where the first has brought it.
create or replace function advance_order(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted text := request ->> 'to';
  packing jsonb := nullif(request -> 'packing', 'null');
  stored orders;
  stage text;
begin
  select * into stored from orders where id = request ->> 'orderId' for no key update;
  if stored.id is null then
    perform refuse('order_not_found');
  end if;
  stage := order_stage(stored);
  -- Not so (null) where nothing is told now, or was told before.
  if stored.picked <> packing -> 'picked' then
    perform refuse('already_packed');
  elsif stage = wanted or packing is not null and stage = 'packed' and wanted = 'picking'
    or (packing ->> 'nothing')::boolean and stage = 'cancelled'
  then
    return staff_order_view(request);
  elsif not request -> 'from' ? stage then
    perform refuse('transition_not_allowed', jsonb_build_object('orderStage', stage));
  end if;

  if wanted = 'cancelled' or (packing ->> 'nothing')::boolean then
    perform end_order(stored);
  else
    if stage = 'paid' then
      perform set_order_status(stored.id, 'picking');
    end if;
    if stored.packed_at is null and (packing is not null or wanted in ('packed', 'out_for_delivery')) then
      perform pack_order(stored.id, packing);
    end if;
    if wanted in ('out_for_delivery', 'delivered') then
      perform set_order_status(stored.id, wanted);
    end if;
  end if;
  perform audit(request, wanted, 'order', stored.id, jsonb_build_object('stage', stage, 'total', stored.total), (
    select jsonb_build_object('stage', order_stage(o), 'total', o.total, 'picked', o.picked)
    from orders o where o.id = stored.id));
  return staff_order_view(request);
end $$;
