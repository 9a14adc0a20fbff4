-- Returns all money of an order: requests a refund of what was captured, or the cancellation of an authorisation. The
-- outbox calls the provider after the commit. Returns whether there was anything to return. The caller has locked the order.
create or replace function refund_or_void_payment(wanted_order text, wanted_reason text) returns boolean language plpgsql as $$
declare
  voided boolean;
begin
  update payments set cancel_requested_at = now(), next_check_at = now() + interval '2 minutes'
  where order_id = wanted_order and authorised > 0 and captured = 0 and cancelled_at is null and cancel_requested_at is null;
  voided := found;
  if voided then
    insert into outbox (topic, order_id, payload)
    values ('payment_cancel_requested', wanted_order, jsonb_build_object('orderId', wanted_order));
  end if;
  return request_refund(wanted_order, wanted_reason) or voided;
end $$;
