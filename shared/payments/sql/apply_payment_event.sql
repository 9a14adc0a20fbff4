-- Applies one event of the inbox: first its fact is added to the payment, then the order is settled by all the facts
-- known. Facts only grow, so the end is the same for every order and number of deliveries.
-- request: { provider, eventId }. result: { outcome }
--   paid, refund_requested, refunded, cancelled, recorded (the order stays as it is), unknown_payment, invalid_amount,
--   ignored (a type that means nothing to an order), already_applied
create or replace function apply_payment_event(request jsonb) returns jsonb language plpgsql as $$
declare
  event payment_events;
  payment payments;
  wanted_order text;
  result text;
begin
  -- The order is locked before the event, as everywhere: order, then inventory, coupon and slot.
  wanted_order := order_of_event(request);
  perform 1 from orders o where o.id = wanted_order for no key update;
  select * into event from payment_events e
  where e.provider = request ->> 'provider' and e.event_id = request ->> 'eventId' for no key update;
  if event.processed_at is not null then
    return jsonb_build_object('outcome', 'already_applied');
  end if;
  select * into payment from payments p where p.order_id = wanted_order for no key update;

  if event.type not in ('payment_succeeded', 'payment_authorised', 'payment_failed', 'payment_cancelled',
    'payment_refunded', 'refund_succeeded', 'refund_failed', 'payment_disputed', 'dispute_won', 'dispute_lost')
  then
    result := 'ignored';
  elsif payment.id is null then
    result := 'unknown_payment';
  elsif event.type in ('payment_succeeded', 'payment_authorised', 'payment_refunded') and event.amount is null
    or event.type in ('refund_succeeded', 'refund_failed') and (event.refund_id is null or coalesce(event.amount, 0) < 1)
  then
    result := 'invalid_amount';
  else
    perform add_payment_fact(payment, event);
    result := settle_order(payment.order_id);
  end if;

  update payment_events set processed_at = now(), outcome = result
  where provider = event.provider and event_id = event.event_id;
  return jsonb_build_object('outcome', result);
end $$;
