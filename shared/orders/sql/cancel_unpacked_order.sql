-- Cancels an order that is not packed: releases stock, slot and coupon, and refunds or voids the payment.
-- The caller has locked the order.
create or replace function cancel_unpacked_order(the_order orders) returns void language plpgsql as $$
begin
  perform restock_order(the_order.id, 'cancelled');
  perform release_order_holds(array[the_order.id]);
  perform set_order_status(the_order.id, 'cancelled');
  perform refund_or_void_payment(the_order.id, 'cancelled');
end $$;
