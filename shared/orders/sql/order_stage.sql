-- How far an order is in the house: its status, and packed between picking and out for delivery.
create or replace function order_stage(the_order orders) returns text language sql immutable as $$
  select case when the_order.status = 'picking' and the_order.packed_at is not null then 'packed' else the_order.status end
$$;
