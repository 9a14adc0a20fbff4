-- Adds an event's fact to its payment, and writes notifications for staff and the shopper to the outbox, once for each
-- fact. An event's amount is the total so far, so the greatest reported amount is the latest. If a refund fails after it
-- succeeded, both facts are stored. The caller has locked the order and the payment.
create or replace function add_payment_fact(payment payments, event payment_events) returns void language plpgsql as $$
declare
  the_order orders;
  updated payments;
begin
  select * into the_order from orders where id = payment.order_id;
  update payments p set
    provider_payment_id = coalesce(p.provider_payment_id, event.provider_payment_id),
    captured = case event.type when 'payment_succeeded' then greatest(p.captured, event.amount) else p.captured end,
    captured_at = case event.type when 'payment_succeeded' then coalesce(p.captured_at, now()) else p.captured_at end,
    authorised = case event.type when 'payment_authorised' then greatest(p.authorised, event.amount) else p.authorised end,
    authorised_at = case event.type when 'payment_authorised' then coalesce(p.authorised_at, now()) else p.authorised_at end,
    capture_failed_at = case event.type when 'capture_failed' then coalesce(p.capture_failed_at, now()) else p.capture_failed_at end,
    capture_failure = case event.type when 'capture_failed'
      then coalesce(p.capture_failure, event.payload #>> '{data,object,failure_reason}', 'unknown') else p.capture_failure end,
    refunded = case event.type when 'payment_refunded' then greatest(p.refunded, event.amount) else p.refunded end,
    -- A payment can fail, be tried again and be processed: the later of both times counts.
    processing_at = case when event.type = 'payment_processing' and coalesce(p.processing_at <= p.failed_at, p.processing_at is null)
      then now() else p.processing_at end,
    failed_at = case when event.type = 'payment_failed' and coalesce(p.failed_at < p.processing_at, p.failed_at is null)
      then now() else p.failed_at end,
    cancelled_at = case event.type when 'payment_cancelled' then coalesce(p.cancelled_at, now()) else p.cancelled_at end,
    disputed_at = case when event.type in ('payment_disputed', 'dispute_won', 'dispute_lost')
      then coalesce(p.disputed_at, now()) else p.disputed_at end,
    dispute_won_at = case event.type when 'dispute_won' then coalesce(p.dispute_won_at, now()) else p.dispute_won_at end,
    dispute_lost_at = case event.type when 'dispute_lost' then coalesce(p.dispute_lost_at, now()) else p.dispute_lost_at end,
    updated_at = now()
  where p.id = payment.id returning * into updated;
  if event.type in ('payment_disputed', 'dispute_won', 'dispute_lost') then
    perform add_dispute_fact(updated, event);
  end if;
  if event.refund_id is not null then
    perform add_refund_fact(updated, event);
  end if;

  insert into outbox (topic, order_id, lane, payload)
  select notifications.topic, payment.order_id, 'event', jsonb_build_object('orderId', payment.order_id)
  from (values
    ('payment_disputed', payment.disputed_at is null and updated.disputed_at is not null),
    ('dispute_won', payment.dispute_won_at is null and updated.dispute_won_at is not null),
    ('dispute_lost', payment.dispute_lost_at is null and updated.dispute_lost_at is not null),
    -- Only while the shopper can still pay.
    ('payment_failed', payment.failed_at is distinct from updated.failed_at and updated.captured = 0
      and updated.authorised = 0 and the_order.status = 'pending_payment'),
    -- Fulfilment has started, but the order will not be paid. If packing left nothing to pay, the shop has cancelled it.
    ('payment_cancelled', payment.cancelled_at is null and updated.cancelled_at is not null and updated.captured = 0
      and updated.due is distinct from 0 and the_order.status in ('picking', 'out_for_delivery', 'delivered'))
  ) as notifications(topic, is_due) where notifications.is_due;
end $$;
