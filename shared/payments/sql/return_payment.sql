-- Gives all of an order's money back: what was captured is asked back, what is only reserved is let go. The provider is
-- called after the commit, from the outbox. Answers whether there was anything to give. The caller has locked the order.
create or replace function return_payment(wanted_order text, wanted_reason text) returns boolean language plpgsql as $$
declare
  reserved boolean;
begin
  update payments set cancel_requested_at = now(), next_check_at = now() + interval '2 minutes'
  where order_id = wanted_order and authorised > 0 and captured = 0 and cancelled_at is null and cancel_requested_at is null;
  reserved := found;
  if reserved then
    insert into outbox (topic, order_id, payload)
    values ('payment_cancel_requested', wanted_order, jsonb_build_object('orderId', wanted_order));
  end if;
  return request_refund(wanted_order, wanted_reason) or reserved;
end $$;
