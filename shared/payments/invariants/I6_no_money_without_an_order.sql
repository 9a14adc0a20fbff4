-- Every captured payment has a live order, or a refund that succeeded or was requested in the last 10 minutes.
-- A partly captured order is live until it expires; then the part is refunded.
-- The refund is requested in the transaction that stores a capture without a live order, so that every snapshot has one of
-- them. In 10 minutes the outbox calls the provider about eight times (after 2, 4, 8 … 256 seconds). After that, staff
-- must handle the refund. This applies to every refund, also to those of live orders.
-- A failed refund is handled by staff: the order is marked, and they are notified. It counts as requested, except when it
-- was created manually at the provider. An authorisation is released in the transaction that ends its order.
-- payments.refunded includes the succeeded refunds and those created manually at the provider.
-- While a dispute is open, and after it is lost, the bank has the money. Then the shop requests no refund, which would pay
-- it out a second time, and no order goes into picking without a decision of staff. Dispute and refund are stored with the
-- clock's time under the order's lock, so that their times compare.
with disputes as (
  select d.payment_id, d.opened_at, case when d.lost_at is null then d.won_at end as won_at
  from payment_disputes d
), requests as (
  select payment_id, coalesce(sum(amount) filter (where succeeded_at is not null), 0) as done,
    coalesce(sum(amount) filter (
      where succeeded_at is null and status not in ('not_charged', 'withdrawn') and (failed_at is null or reason <> 'at_the_provider')), 0) as requested
  from refunds group by payment_id
), covered as (
  select p.id, (greatest(p.refunded, coalesce(a.done, 0)) + coalesce(a.requested, 0))::bigint as amount
  from payments p left join requests a on a.payment_id = p.id
)
select 'money without a live order and without a refund' as broken, p.order_id, o.status, p.captured,
  c.amount as refunded_or_requested, null::timestamptz as requested_at
from payments p
join covered c on c.id = p.id
left join orders o on o.id = p.order_id
where p.captured > c.amount and not exists (select from disputes d where d.payment_id = p.id and d.won_at is null)
  and (o.status in ('paid', 'picking', 'out_for_delivery', 'delivered')
    or o.status = 'pending_payment' and p.captured < p.amount) is not true
union all
select 'a refund was requested more than 10 minutes ago', r.order_id, o.status, p.captured, r.amount, r.created_at
from refunds r
left join payments p on p.id = r.payment_id
left join orders o on o.id = r.order_id
where r.status = 'requested' and r.created_at < now() - interval '10 minutes'
union all
select 'money is authorised without a live order and without a cancellation', p.order_id, o.status, p.authorised, 0, null
from payments p left join orders o on o.id = p.order_id
where p.authorised > 0 and p.captured = 0 and p.cancelled_at is null and p.cancel_requested_at is null
  and o.status in ('paid', 'picking', 'out_for_delivery', 'delivered', 'pending_payment') is not true
union all
select 'a refund was requested during a dispute', r.order_id, o.status, p.captured, r.amount, r.created_at
from refunds r
join disputes d on d.payment_id = r.payment_id and r.created_at > d.opened_at
  and r.created_at < coalesce(d.won_at, 'infinity')
join payments p on p.id = r.payment_id
left join orders o on o.id = r.order_id
where r.status in ('requested', 'succeeded') and r.reason <> 'at_the_provider'
union all
select 'a refund waits for the provider although the payment is disputed', r.order_id, o.status, p.captured, r.amount,
  r.created_at
from refunds r
join payments p on p.id = r.payment_id
left join orders o on o.id = r.order_id
where r.status = 'requested' and r.sent_at is null
  and exists (select from disputes d where d.payment_id = r.payment_id and d.won_at is null)
union all
select 'a disputed order went into picking without a decision', o.id, o.status, p.captured, null, h.at
from orders o
join payments p on p.order_id = o.id
join disputes d on d.payment_id = p.id
join order_history h on h.order_id = o.id and h.status = 'picking' and h.at > d.opened_at
  and h.at < coalesce(d.won_at, 'infinity')
where ((o.dispute_decision ->> 'at')::timestamptz > d.opened_at) is not true
order by 1, 2
