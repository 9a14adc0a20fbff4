-- Applies one event of the inbox: first its fact is added to the payment, then the order is settled by all the facts
-- known. Facts only grow, so the end is the same for every order and number of deliveries.
-- request: { provider, eventId }. result: { outcome }
--   paid, refund_requested, refunded, recorded (the order stays as it is), unknown_payment, invalid_amount,
--   ignored (a type that means nothing to an order), already_applied
create or replace function apply_payment_event(request jsonb) returns jsonb language plpgsql as $$
declare
  event payment_events;
  payment payments;
  result text;
begin
  -- The order is locked before the event, as everywhere: order, then inventory, coupon and slot.
  select o.id into payment.order_id from payment_events e
  join payments p on p.provider = e.provider and p.provider_payment_id = e.provider_payment_id
  join orders o on o.id = p.order_id
  where e.provider = request ->> 'provider' and e.event_id = request ->> 'eventId'
  for no key update of o;
  select * into event from payment_events e
  where e.provider = request ->> 'provider' and e.event_id = request ->> 'eventId' for no key update;
  if event.processed_at is not null then
    return jsonb_build_object('outcome', 'already_applied');
  end if;
  select * into payment from payments p where p.order_id = payment.order_id for no key update;

  if event.type not in ('payment_succeeded', 'payment_failed', 'payment_refunded', 'payment_disputed') then
    result := 'ignored';
  elsif payment.id is null then
    result := 'unknown_payment';
  elsif event.type in ('payment_succeeded', 'payment_refunded') and event.amount is null then
    result := 'invalid_amount';
  else
    update payments set
      captured = case event.type when 'payment_succeeded' then greatest(captured, event.amount) else captured end,
      captured_at = case event.type when 'payment_succeeded' then coalesce(captured_at, now()) else captured_at end,
      refunded = case event.type when 'payment_refunded' then greatest(refunded, event.amount) else refunded end,
      failed_at = case event.type when 'payment_failed' then coalesce(failed_at, now()) else failed_at end,
      disputed_at = case event.type when 'payment_disputed' then coalesce(disputed_at, now()) else disputed_at end,
      updated_at = now()
    where id = payment.id;
    update refunds set status = 'succeeded', succeeded_at = now()
    where id = event.refund_id and payment_id = payment.id and status = 'requested';
    -- Two refunds sent at once may each be reported with the sum that the provider knew before the other.
    update payments set refunded = greatest(refunded, (
      select sum(r.amount) from refunds r where r.payment_id = payment.id and r.status = 'succeeded'))
    where id = payment.id;
    result := settle_order(payment.order_id);
  end if;

  update payment_events set processed_at = now(), outcome = result
  where provider = event.provider and event_id = event.event_id;
  return jsonb_build_object('outcome', result);
end $$;
