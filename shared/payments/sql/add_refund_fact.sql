-- Adds an event's fact to its refund, and notifies through the outbox, once for each fact. A refund that the shop did not
-- request was created manually at the provider; it is inserted with the reason at_the_provider. The status failed is
-- final, even when the event of its success arrives later. A withdrawn refund was refused because the payment is
-- disputed: nothing was paid, and nothing is marked for staff. The caller has locked the payment.
create or replace function add_refund_fact(payment payments, event payment_events) returns void language plpgsql as $$
declare
  failed boolean := event.type = 'refund_failed';
  withdrawn boolean := event.type = 'refund_withdrawn';
  before refunds;
  refund refunds;
begin
  select * into before from refunds r where r.id = event.refund_id;
  if before.id is null and event.type in ('refund_succeeded', 'refund_failed') then
    insert into refunds (id, payment_id, order_id, amount, reason, purpose)
    values (event.refund_id, payment.id, payment.order_id, event.amount, 'at_the_provider', 'goodwill');
  end if;
  update refunds r set
    succeeded_at = case when failed or withdrawn then r.succeeded_at else coalesce(r.succeeded_at, now()) end,
    failed_at = case when failed then coalesce(r.failed_at, now()) else r.failed_at end,
    failure = case when failed then coalesce(r.failure, event.payload #>> '{data,object,failure_reason}', 'unknown')
      else r.failure end,
    withdrawn_at = case when withdrawn then coalesce(r.withdrawn_at, now()) else r.withdrawn_at end,
    status = case when failed or r.failed_at is not null then 'failed'
      when withdrawn and r.succeeded_at is null then 'withdrawn' else 'succeeded' end
  where r.id = event.refund_id and r.payment_id = payment.id returning * into refund;

  -- For two concurrent refunds, each event may report a total without the other.
  update payments p set
    refunded = greatest(p.refunded, (
      select sum(r.amount) from refunds r where r.payment_id = payment.id and r.succeeded_at is not null)),
    refund_returned = coalesce((
      select sum(r.amount) from refunds r
      where r.payment_id = payment.id and r.succeeded_at is not null and r.failed_at is not null), 0)
  where p.id = payment.id;

  insert into outbox (topic, order_id, lane, payload)
  select notifications.topic, payment.order_id, 'event', jsonb_build_object('orderId', payment.order_id, 'refundId', refund.id)
  from (values
    ('refund_succeeded', before.succeeded_at is null and refund.succeeded_at is not null),
    ('refund_failed', before.failed_at is null and refund.failed_at is not null),
    ('refund_withdrawn', before.withdrawn_at is null and refund.status = 'withdrawn')
  ) as notifications(topic, is_due) where notifications.is_due;
end $$;
