-- Brings an order to where its payment's facts say it must be. The caller has locked the order.
--   captured or reserved in full, order waits or expired   what was promised is taken (held anew where it must be): paid;
--                                              or it can no longer be had: the order ends and the money goes back
--   captured in part, order waits              it waits for the rest
--   cancelled at the provider                  no money will come: an order that waits for it, or that only a
--                                              reservation paid and nobody picks yet, is cancelled
--   captured or reserved, order ended          the money goes back
--   captured more than the order costs         what is too much goes back, beside what staff gave back (amount_to_keep)
--   all of it refunded, order live             refunded; coupon and slot come back, and the goods if not picked yet
-- Only sums of facts are looked at, so that no order of events ends differently.
create or replace function settle_order(wanted_order text) returns text language plpgsql as $$
declare
  the_order orders;
  payment payments;
  result text := 'recorded';
begin
  select * into the_order from orders where id = wanted_order;
  select * into payment from payments where order_id = wanted_order;

  if is_secured(payment) and the_order.status in ('pending_payment', 'expired') and not was_given_up(payment) then
    begin
      perform take_order(wanted_order);
      result := 'paid';
    exception when sqlstate 'LD001' then
      perform release_orders(array[wanted_order]);
      if the_order.status = 'pending_payment' then
        perform set_order_status(wanted_order, 'expired');
      end if;
      if return_payment(wanted_order, sqlerrm) then
        result := 'refund_requested';
        insert into outbox (topic, order_id, lane, payload)
        values ('late_payment_returned', wanted_order, 'event', jsonb_build_object('orderId', wanted_order, 'reason', sqlerrm));
      end if;
    end;
  elsif payment.cancelled_at is not null
    and (the_order.status = 'pending_payment' or the_order.status = 'paid' and payment.captured = 0)
  then
    perform restock_order(wanted_order, 'cancelled');
    perform release_orders(array[wanted_order]);
    perform set_order_status(wanted_order, 'cancelled');
    result := case when return_payment(wanted_order, 'cancelled') then 'refund_requested' else 'cancelled' end;
  elsif the_order.status in ('cancelled', 'expired', 'refunded') and return_payment(wanted_order, the_order.status) then
    result := 'refund_requested';
  end if;

  update orders set disputed_at = payment.disputed_at,
    refunded = case when payment.captured > 0 then payment.refunded - payment.refund_returned else 0 end,
    refund_failed_at = coalesce(refund_failed_at, case when exists (
      select from refunds r where r.order_id = wanted_order and r.failed_at is not null) then now() end),
    updated_at = now()
  where id = wanted_order returning * into the_order;
  if the_order.status in ('paid', 'picking', 'out_for_delivery', 'delivered') then
    perform request_refund(wanted_order, 'captured_too_much', amount_to_keep(the_order, payment));
    if payment.refunded >= payment.captured and payment.captured > 0 then
      if the_order.status = 'paid' then
        perform restock_order(wanted_order, 'cancelled');
      end if;
      perform release_orders(array[wanted_order]);
      perform set_order_status(wanted_order, 'refunded');
      result := 'refunded';
    end if;
  end if;
  return result;
end $$;
