-- Ends an order that was not packed: goods, slot and coupon come back, and what was captured is asked back.
-- The caller has locked the order.
create or replace function end_order(the_order orders) returns void language plpgsql as $$
begin
  perform restock_order(the_order.id, 'cancelled');
  perform release_orders(array[the_order.id]);
  perform set_order_status(the_order.id, 'cancelled');
  perform return_payment(the_order.id, 'cancelled');
end $$;
