-- The amount of a fee of an order, in minor units; 0 without this fee.
create or replace function order_fee(the_order orders, code text) returns integer language sql immutable as $$
  select case when code = 'delivery' then the_order.delivery_fee else coalesce((
    select sum((f ->> 'amount')::integer)::integer from jsonb_array_elements(the_order.fees) f where f ->> 'code' = code), 0) end
$$;
