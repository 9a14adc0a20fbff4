-- The order_view of an order that the caller can view. Null for other orders and unknown ones.
-- request: { orderId, customerId, guest, staff (see can_view_order) }
create or replace function visible_order_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select order_view(request) from orders o
    where o.id = request ->> 'orderId' and can_view_order(o.customer_id, request));
end $$;
