-- Brings an order to where its payment's facts say it must be. The caller has locked the order.
--   captured, order waits or expired   what was promised is taken (held anew where it must be): paid;
--                                      or it can no longer be had: the order ends and the money goes back
--   another amount captured            the order ends and the money goes back
--   captured, order cancelled          the money goes back
--   all of it refunded, order live     refunded; coupon and slot come back, and the goods if nobody has picked them
create or replace function settle_order(wanted_order text) returns text language plpgsql as $$
declare
  the_order orders;
  payment payments;
  result text := 'recorded';
begin
  select * into the_order from orders where id = wanted_order;
  select * into payment from payments where order_id = wanted_order;
  if payment.captured = 0 then
    update orders set disputed_at = payment.disputed_at, updated_at = now()
    where id = wanted_order and disputed_at is distinct from payment.disputed_at;
    return result;
  end if;

  if the_order.status in ('pending_payment', 'expired')
    and not exists (select from refunds r where r.order_id = wanted_order)
  then
    begin
      if payment.captured <> payment.amount then
        perform refuse('amount_mismatch');
      end if;
      perform take_order(wanted_order);
      result := 'paid';
    exception when sqlstate 'LD001' then
      perform release_orders(array[wanted_order]);
      if the_order.status = 'pending_payment' then
        perform set_order_status(wanted_order, 'expired');
      end if;
      if request_refund(wanted_order, sqlerrm) then
        result := 'refund_requested';
      end if;
    end;
  elsif the_order.status = 'cancelled' and request_refund(wanted_order, 'cancelled') then
    result := 'refund_requested';
  end if;

  update orders set refunded = payment.refunded, disputed_at = payment.disputed_at, updated_at = now()
  where id = wanted_order returning * into the_order;
  if payment.refunded = payment.captured
    and the_order.status in ('paid', 'picking', 'out_for_delivery', 'delivered')
  then
    if the_order.status = 'paid' then
      perform restock_order(wanted_order, 'cancelled');
    end if;
    perform release_orders(array[wanted_order]);
    perform set_order_status(wanted_order, 'refunded');
    result := 'refunded';
  end if;
  return result;
end $$;
