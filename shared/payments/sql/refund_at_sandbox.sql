-- Refunds a payment at the sandbox, which refuses to pay back more than it has captured, as every provider does.
-- request: { paymentId, eventId, refundId (null: refunded manually at the sandbox), amount (null: all that is left) }
-- result: { event, refundable }: the event that the sandbox reports, and what was left before. A refused refund of the shop
--   is the event refund_failed; a refused manual refund has no event (null).
-- An event is recorded once. The advisory lock makes refunds of the same payment wait for each other. What the shop has
-- recorded counts too, because callbacks can be made by hand.
create or replace function refund_at_sandbox(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted_payment text := request ->> 'paymentId';
  taken integer;
  returned integer;
  wanted integer;
  refused boolean;
  event jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('sandbox/' || wanted_payment, 0));
  select e.event into event from sandbox_events e where e.id = request ->> 'eventId';
  if event is not null then
    return jsonb_build_object('event', event, 'refundable', 0);
  end if;
  select coalesce(max((e.event #>> '{data,amount}')::integer) filter (where e.event ->> 'type' = 'payment_succeeded'), 0),
    coalesce(max((e.event #>> '{data,amount}')::integer) filter (where e.event ->> 'type' = 'payment_refunded'), 0),
    coalesce(bool_or(e.event ->> 'type' = 'refunds_fail'), false)
  into taken, returned, refused from sandbox_events e where e.payment_id = wanted_payment;
  -- greatest ignores the null of a payment that the shop does not know.
  taken := greatest(taken, (select p.captured from payments p
    where p.provider = 'sandbox' and p.provider_payment_id = wanted_payment));
  returned := greatest(returned, (select p.refunded from payments p
    where p.provider = 'sandbox' and p.provider_payment_id = wanted_payment));

  wanted := coalesce((request ->> 'amount')::integer, taken - returned);
  refused := refused or wanted < 1 or returned + wanted > taken;
  if not refused then
    event := jsonb_build_object('id', request ->> 'eventId', 'type', 'payment_refunded',
      'data', jsonb_build_object('paymentId', wanted_payment, 'amount', returned + wanted));
  elsif request ->> 'refundId' is not null then
    event := jsonb_build_object('id', request ->> 'eventId', 'type', 'refund_failed',
      'data', jsonb_build_object('paymentId', wanted_payment, 'amount', wanted));
  end if;
  if request ->> 'refundId' is not null then
    event := jsonb_set(event, '{data,refundId}', request -> 'refundId');
  end if;
  if event is not null then
    insert into sandbox_events (id, payment_id, event) values (request ->> 'eventId', wanted_payment, event);
  end if;
  return jsonb_build_object('event', event, 'refundable', taken - returned);
end $$;
