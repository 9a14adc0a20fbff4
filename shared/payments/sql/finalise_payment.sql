-- Settles what an order costs in the end, in minor units, once its goods are picked and weighed: never more than was
-- reserved or taken. What was only reserved is captured, what was taken beyond it goes back; the provider is called after
-- the commit, from the outbox. The first call counts: an order is packed once. The caller has locked the order.
create or replace function finalise_payment(wanted_order text, final_amount integer) returns void language plpgsql as $$
declare
  payment payments;
begin
  update payments set due = least(final_amount, greatest(authorised, captured)), updated_at = now(),
    next_check_at = now() + interval '2 minutes'
  where order_id = wanted_order and due is null returning * into payment;
  if payment.captured > 0 then
    perform request_refund(wanted_order, 'final_amount', payment.due);
  elsif payment.due > 0 then
    insert into outbox (topic, order_id, payload)
    values ('capture_requested', wanted_order, jsonb_build_object('orderId', wanted_order));
  elsif payment.due = 0 then
    perform return_payment(wanted_order, 'final_amount');
  end if;
end $$;
