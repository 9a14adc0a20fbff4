-- An order as order_view answers it, for who may see it; null for everybody else, and for an unknown one.
-- request: { orderId, customerId, guest, staff (see may_see_order) }
create or replace function visible_order_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select order_view(request) from orders o
    where o.id = request ->> 'orderId' and may_see_order(o.customer_id, request));
end $$;
