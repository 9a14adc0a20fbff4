-- Every captured payment has a live order, or a refund that succeeded or was requested in the last 10 minutes.
-- A partly captured order is live until it expires; then the part is refunded.
-- The refund is requested in the transaction that stores a capture without a live order, so that every snapshot has one of
-- them. In 10 minutes the outbox calls the provider about eight times (after 2, 4, 8 … 256 seconds). After that, staff
-- must handle the refund. This applies to every refund, also to those of live orders.
-- A failed refund is handled by staff: the order is marked, and they are notified. It counts as requested, except when it
-- was created manually at the provider. An authorisation is released in the transaction that ends its order.
-- payments.refunded includes the succeeded refunds and those created manually at the provider.
with requests as (
  select payment_id, coalesce(sum(amount) filter (where succeeded_at is not null), 0) as done,
    coalesce(sum(amount) filter (
      where succeeded_at is null and status <> 'not_charged' and (failed_at is null or reason <> 'at_the_provider')), 0) as requested
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
where p.captured > c.amount and (o.status in ('paid', 'picking', 'out_for_delivery', 'delivered')
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
order by 1, 2
