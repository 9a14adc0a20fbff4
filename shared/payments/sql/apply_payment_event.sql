-- Applies one event of the inbox: adds its fact to the payment, then settles the order by all facts. Facts only grow, so
-- the result is the same for every sequence and number of deliveries.
-- request: { provider, eventId }. result: { outcome }
--   paid, refund_requested, refunded, cancelled, recorded (the order's status is unchanged), unknown_payment,
--   invalid_amount, ignored (a type that does not affect orders), already_applied
create or replace function apply_payment_event(request jsonb) returns jsonb language plpgsql as $$
declare
  event payment_events;
  payment payments;
  wanted_order text;
  result text;
begin
  -- The lock order of all routines, against deadlocks: order, then event and payment, then inventory, coupon and slot.
  wanted_order := find_order_for_event(request);
  perform 1 from orders o where o.id = wanted_order for no key update;
  select * into event from payment_events e
  where e.provider = request ->> 'provider' and e.event_id = request ->> 'eventId' for no key update;
  if event.processed_at is not null then
    return jsonb_build_object('outcome', 'already_applied');
  end if;
  select * into payment from payments p where p.order_id = wanted_order for no key update;

  if event.type not in ('payment_succeeded', 'payment_authorised', 'payment_processing', 'payment_failed',
    'payment_cancelled', 'capture_failed', 'payment_refunded', 'refund_succeeded', 'refund_failed', 'refund_withdrawn',
    'payment_disputed', 'dispute_won', 'dispute_lost')
  then
    result := 'ignored';
  elsif payment.id is null then
    result := 'unknown_payment';
  elsif event.type in ('payment_succeeded', 'payment_authorised', 'payment_refunded') and event.amount is null
    or event.type in ('refund_succeeded', 'refund_failed', 'refund_withdrawn') and (event.refund_id is null or coalesce(event.amount, 0) < 1)
  then
    result := 'invalid_amount';
  else
    perform add_payment_fact(payment, event);
    if event.type in ('payment_processing', 'payment_failed') then
      perform adjust_payment_window(payment.order_id);
    end if;
    result := settle_order(payment.order_id);
  end if;

  update payment_events set processed_at = now(), outcome = result
  where provider = event.provider and event_id = event.event_id;
  return jsonb_build_object('outcome', result);
end $$;
