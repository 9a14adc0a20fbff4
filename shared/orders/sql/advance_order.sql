-- Moves an order to another stage. An order that is already at that stage does not change.
-- request: { actor, orderId, to: a stage of order_stage, from: [the stages from which it is allowed], packing: null, or
--   see pack_order, with empty: true when no units are left to deliver; the order is then cancelled,
--   despiteDispute: null, or { reason }: see require_dispute_decision }
-- result: as staff_order_view. Refuses with order_not_found, transition_not_allowed { orderStage },
-- order_disputed { dispute }, already_packed (with other picks), price_changed, insufficient_stock.
-- The row lock on the order serializes concurrent transitions.
create or replace function advance_order(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted text := request ->> 'to';
  packing jsonb := nullif(request -> 'packing', 'null');
  stored orders;
  stage text;
  decision jsonb;
begin
  select * into stored from orders where id = request ->> 'orderId' for no key update;
  if stored.id is null then
    perform refuse('order_not_found');
  end if;
  stage := order_stage(stored);
  -- The comparison is null, and so not true, when one of the two has no picks.
  if stored.picked <> packing -> 'picked' then
    perform refuse('already_packed');
  elsif stage = wanted or packing is not null and stage = 'packed' and wanted = 'picking'
    or (packing ->> 'empty')::boolean and stage = 'cancelled'
  then
    return staff_order_view(request);
  elsif not request -> 'from' ? stage then
    perform refuse('transition_not_allowed', jsonb_build_object('orderStage', stage));
  end if;

  if wanted = 'cancelled' or (packing ->> 'empty')::boolean then
    perform cancel_unpacked_order(stored);
  else
    if wanted <> 'delivered' then
      decision := require_dispute_decision(request, stored);
    end if;
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
      || case when decision is null then '{}' else jsonb_build_object('despiteDispute', decision) end
    from orders o where o.id = stored.id));
  return staff_order_view(request);
end $$;
