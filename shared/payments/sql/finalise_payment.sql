-- Sets the final cost of a packed order, in minor units, as far as the provider can charge it, at most what was authorised
-- or captured. An authorised payment is captured; the surplus of a captured one is refunded, less what staff have refunded
-- already. The outbox calls the provider after the commit. An order is packed
-- once, so later calls have no effect. The caller has locked the order.
create or replace function finalise_payment(wanted_order text, final_amount integer) returns void language plpgsql as $$
declare
  payment payments;
begin
  update payments set due = least(final_amount - final_amount % charge_step, greatest(authorised, captured)), updated_at = now(),
    next_check_at = now() + interval '2 minutes'
  where order_id = wanted_order and due is null returning * into payment;
  if payment.captured > 0 then
    perform request_refund(wanted_order, 'final_amount', retained_amount(o, payment)) from orders o where o.id = wanted_order;
    perform report_missing_payment(wanted_order);
  elsif payment.due > 0 then
    insert into outbox (topic, order_id, payload)
    values ('capture_requested', wanted_order, jsonb_build_object('orderId', wanted_order));
  elsif payment.due = 0 then
    perform refund_or_void_payment(wanted_order, 'final_amount');
  end if;
end $$;
