-- Sets an order's status by its payment's facts. The caller has locked the order. Returns the outcome of the event.
--   captured or authorised in full,            the order is paid: its stock, coupon and slot are taken, and held again first
--     order pending or expired                 if needed. If they are no longer available: expired, and the money is returned
--   captured in part, order pending            unchanged
--   cancelled at the provider                  cancelled, if the order is pending, or paid by an authorisation only and not
--                                              picked yet
--   captured or authorised, order ended        the money is returned
--   captured above the retained amount         the surplus is refunded
--   captured below the order's cost            staff are notified
--   fully refunded, order live                 refunded; coupon, slot and (if not picked yet) stock are released. An order
--                                              whose products cost nothing stays: only its fees were refunded
-- While the payment is disputed, or after the dispute is lost, no money is returned (request_refund). A won dispute
-- returns what is due.
-- Only totals of facts decide, so that every sequence of events has the same result.
create or replace function settle_order(wanted_order text) returns text language plpgsql as $$
declare
  the_order orders;
  payment payments;
  result text := 'recorded';
begin
  select * into the_order from orders where id = wanted_order;
  select * into payment from payments where order_id = wanted_order;

  if is_payment_secured(payment) and the_order.status in ('pending_payment', 'expired') and not is_abandoned(payment) then
    begin
      perform confirm_order(wanted_order);
      result := 'paid';
    exception when sqlstate 'LD001' then
      perform release_order_holds(array[wanted_order]);
      if the_order.status = 'pending_payment' then
        perform set_order_status(wanted_order, 'expired');
      end if;
      if refund_or_void_payment(wanted_order, sqlerrm) then
        result := 'refund_requested';
        insert into outbox (topic, order_id, lane, payload)
        values ('late_payment_returned', wanted_order, 'event', jsonb_build_object('orderId', wanted_order, 'reason', sqlerrm));
      end if;
    end;
  elsif payment.cancelled_at is not null
    and (the_order.status = 'pending_payment'
      or the_order.status = 'paid' and payment.authorised > 0 and payment.captured = 0)
  then
    perform restock_order(wanted_order, 'cancelled');
    perform release_order_holds(array[wanted_order]);
    perform set_order_status(wanted_order, 'cancelled');
    result := case when refund_or_void_payment(wanted_order, 'cancelled') then 'refund_requested' else 'cancelled' end;
  elsif the_order.status in ('cancelled', 'expired', 'refunded') and refund_or_void_payment(wanted_order, the_order.status) then
    result := 'refund_requested';
  end if;

  update orders set disputed_at = payment.disputed_at, dispute_status = dispute_status(payment.id),
    refunded = case when payment.captured > 0 then payment.refunded - payment.refund_returned else 0 end,
    refund_failed_at = case when has_unpaid_refund(payment) then coalesce(refund_failed_at, now()) end,
    updated_at = now()
  where id = wanted_order returning * into the_order;
  perform report_missing_payment(wanted_order);
  if the_order.status in ('paid', 'picking', 'out_for_delivery', 'delivered') then
    perform request_refund(wanted_order, 'captured_too_much', retained_amount(the_order, payment));
    if payment.refunded >= payment.captured and payment.captured > 0 and the_order.subtotal > the_order.discount then
      if the_order.status = 'paid' then
        perform restock_order(wanted_order, 'cancelled');
      end if;
      perform release_order_holds(array[wanted_order]);
      perform set_order_status(wanted_order, 'refunded');
      result := 'refunded';
    end if;
  end if;
  return result;
end $$;
