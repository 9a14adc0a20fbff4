-- Notifies staff when less was captured than an order costs, once for each amount. An authorisation that was lost before
-- any capture has its own notification (payment_cancelled). The caller has locked the order.
create or replace function report_missing_payment(wanted_order text) returns void language plpgsql as $$
declare
  payment payments;
  missing integer;
begin
  select * into payment from payments where order_id = wanted_order;
  select missing_amount(o, payment) into missing from orders o where o.id = wanted_order;
  if missing = payment.missing_reported then
    return;
  end if;
  update payments set missing_reported = missing where id = payment.id;
  if missing > 0 and (payment.captured > 0 or payment.cancelled_at is null) then
    insert into outbox (topic, order_id, lane, payload)
    values ('payment_incomplete', wanted_order, 'event', jsonb_build_object('orderId', wanted_order, 'missing', missing,
      'reason', payment.capture_failure));
  end if;
end $$;
