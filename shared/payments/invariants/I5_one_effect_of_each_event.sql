-- Each event of a payment provider has one effect, and the order's status follows from its payment's facts.
-- An event is applied within 60 seconds: at once, or by the job process-webhooks. If an event was applied, the payment has
-- its fact; a fact without an event is allowed. A partly captured order waits for the rest. An event without a payment, or
-- with an invalid amount, has no effect on purpose.
-- Fact and status change in one transaction, so that no snapshot has only one of them.
with applied as (
  select p.id, max(e.amount) filter (where e.type = 'payment_succeeded') as captured,
    max(e.amount) filter (where e.type = 'payment_refunded') as refunded,
    bool_or(e.type = 'payment_failed') as failed, bool_or(e.type = 'payment_disputed') as disputed,
    max(e.amount) filter (where e.type = 'payment_authorised') as authorised, bool_or(e.type = 'payment_cancelled') as cancelled
  from payments p
  join payment_events e on e.provider = p.provider and e.provider_payment_id = p.provider_payment_id
  where e.processed_at is not null and e.outcome not in ('invalid_amount', 'unknown_payment', 'ignored')
  group by p.id
), facts as (
  select o.id, o.status, o.subtotal > o.discount as products_cost_something, o.status in ('paid', 'picking', 'out_for_delivery', 'delivered') as live, o.total,
    p.captured, p.refunded, coalesce(p.authorised >= p.authorisation, false) as authorised,
    exists (select from refunds r where r.payment_id = p.id and r.status <> 'not_charged') as refund_requested,
    exists (select from payment_disputes d where d.payment_id = p.id and (d.won_at is null or d.lost_at is not null)) as disputed
  from orders o join payments p on p.order_id = o.id
)
select 'an event was stored twice' as broken, provider || ' ' || event_id as what, null as status, null::bigint as recorded,
  count(*) as expected
from payment_events group by provider, event_id having count(*) > 1
union all
select 'an event was not applied in 60 seconds', provider || ' ' || event_id, type,
  extract(epoch from now() - received_at)::bigint, 60
from payment_events where processed_at is null and received_at < now() - interval '60 seconds'
union all
select 'captured is not what the provider reported', p.order_id, null, p.captured, a.captured
from payments p join applied a on a.id = p.id where p.captured <> a.captured
union all
select 'authorised is not what the provider reported', p.order_id, null, p.authorised, a.authorised
from payments p join applied a on a.id = p.id where p.authorised <> a.authorised
union all
select 'refunded is not what the provider reported', p.order_id, null, p.refunded, a.refunded
from payments p join applied a on a.id = p.id
where p.refunded <> greatest(a.refunded, (
  select sum(r.amount) from refunds r where r.payment_id = p.id and r.succeeded_at is not null))
union all
select 'a reported failure, cancellation or dispute is not recorded', p.order_id, null, null, null
from payments p join applied a on a.id = p.id
where a.failed and p.failed_at is null or a.disputed and p.disputed_at is null or a.cancelled and p.cancelled_at is null
union all
select 'a capture without captured_at', order_id, null, captured, null
from payments where captured > 0 and captured_at is null
union all
select 'the order and its payment disagree about a dispute', o.id, o.status, null, null
from orders o join payments p on p.order_id = o.id where o.disputed_at is distinct from p.disputed_at
union all
select 'the status of the dispute is not that of the disputes', o.id, o.dispute_status, null, null
from orders o join payments p on p.order_id = o.id
left join (
  select payment_id, case when bool_or(won_at is null and lost_at is null) then 'open'
    when bool_or(lost_at is not null) then 'lost' else 'won' end as status
  from payment_disputes group by payment_id
) d on d.payment_id = p.id
where o.dispute_status is distinct from d.status
union all
select 'a reported refund still has the status requested', r.id, r.status, null, r.amount
from refunds r
where r.status = 'requested' and exists (
  select from payment_events e join payments p on p.provider = e.provider and p.provider_payment_id = e.provider_payment_id
  where e.refund_id = r.id and p.id = r.payment_id and e.type = 'payment_refunded' and e.processed_at is not null
    and e.outcome <> 'invalid_amount')
union all
select 'an order sold a SKU twice', order_id || ' ' || sku, null, count(*), 1
from stock_movements where reason = 'sold' and order_id is not null group by order_id, sku having count(*) > 1
union all
select 'captured and not refunded, without a paid order', id, status, captured, null
from facts
where captured > 0 and refunded = 0 and not refund_requested and not disputed and not live
  and not (status = 'pending_payment' and captured < total)
union all
select 'a paid order without a payment', id, status, captured, total
from facts where (live and total > 0 and not authorised or status = 'refunded') and captured = 0
union all
select 'fully refunded, but still a paid order', id, status, refunded, captured
from facts where live and captured > 0 and refunded >= captured and products_cost_something
union all
select 'status refunded, but not fully refunded', id, status, refunded, captured
from facts where status = 'refunded' and refunded < captured
order by 1, 2
