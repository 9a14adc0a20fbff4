-- Cancels an order before it is picked: stock, slot and coupon come back, and what was captured is asked back.
-- request: { orderId, customerId, guest, staff (see may_see_order) }. Answers the order as order_view does; an order that is already cancelled answers the same.
-- Refuses with order_not_found, order_not_cancellable { orderStatus }.
create or replace function cancel_order(request jsonb) returns jsonb language plpgsql as $$
declare
  the_order orders;
begin
  select * into the_order from orders where id = request ->> 'orderId' for no key update;
  if the_order.id is null or not may_see_order(the_order.customer_id, request) then
    perform refuse('order_not_found');
  elsif the_order.status in ('pending_payment', 'paid') then
    perform end_order(the_order);
  elsif the_order.status <> 'cancelled' then
    perform refuse('order_not_cancellable', jsonb_build_object('orderStatus', the_order.status));
  end if;
  return order_view(jsonb_build_object('orderId', the_order.id));
end $$;
