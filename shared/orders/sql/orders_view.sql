-- A page of a customer's orders, newest first, each as order_view answers it; null for an unknown account.
-- request: { customerId, before? (the number of the last order of the page before), limit }
create or replace function orders_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('items', coalesce((
      select jsonb_agg(order_view(jsonb_build_object('orderId', o.id)) order by o.number desc)
      from (
        select id, number from orders
        where customer_id = c.id and number < coalesce((request ->> 'before')::bigint, 9223372036854775807)
        order by number desc limit (request ->> 'limit')::integer
      ) o), '[]'))
    from customers c where c.id = request ->> 'customerId');
end $$;
