-- Cancels an order before picking: releases stock, slot and coupon, and refunds or voids the payment.
-- request: { orderId, customerId, guest, staff (see can_view_order) }. result: the order as order_view returns it.
-- An order that is already cancelled does not change. Refuses with order_not_found, order_not_cancellable { orderStatus }.
create or replace function cancel_order(request jsonb) returns jsonb language plpgsql as $$
declare
  the_order orders;
begin
  select * into the_order from orders where id = request ->> 'orderId' for no key update;
  if the_order.id is null or not can_view_order(the_order.customer_id, request) then
    perform refuse('order_not_found');
  elsif the_order.status in ('pending_payment', 'paid') then
    perform cancel_unpacked_order(the_order);
  elsif the_order.status <> 'cancelled' then
    perform refuse('order_not_cancellable', jsonb_build_object('orderStatus', the_order.status));
  end if;
  return order_view(jsonb_build_object('orderId', the_order.id));
end $$;
