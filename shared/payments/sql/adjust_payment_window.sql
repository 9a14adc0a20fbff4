-- Extends the holds of a pending order whose payment the provider is processing: the shopper has paid, and the money
-- arrives later. It waits for 24 hours. If the payment fails after all, 15 minutes remain to pay in another way, as for a
-- new order. The caller has locked the order. Locks inventory by SKU, then the slot.
create or replace function adjust_payment_window(wanted_order text) returns void language plpgsql as $$
declare
  the_order orders;
  payment payments;
  new_end timestamptz;
begin
  select * into the_order from orders where id = wanted_order;
  select * into payment from payments where order_id = wanted_order;
  if the_order.status <> 'pending_payment' or payment.processing_at is null then
    return;
  end if;
  new_end := case when coalesce(payment.failed_at < payment.processing_at, true)
    then greatest(the_order.expires_at, payment.processing_at + interval '24 hours')
    else least(the_order.expires_at, payment.failed_at + interval '15 minutes') end;
  perform 1 from inventory
  where sku in (select h.sku from stock_holds h where h.order_id = wanted_order) order by sku for no key update;
  perform 1 from delivery_slots where id = the_order.slot_id for no key update;
  update orders set expires_at = new_end, updated_at = now() where id = wanted_order;
  update stock_holds set expires_at = new_end where order_id = wanted_order;
  update slot_bookings set expires_at = new_end where order_id = wanted_order and expires_at is not null;
end $$;
