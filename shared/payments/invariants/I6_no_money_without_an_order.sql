-- Every captured payment has a live order, or a refund that was done or asked for in the last 10 minutes.
-- An order that was paid in part is live until it expires; then the part goes back.
-- The refund is asked for in the transaction that learns of money without an order, so there is no moment with neither.
-- 10 minutes let the outbox try the provider some eight times (after 2, 4, 8 … 256 seconds): a provider that is away
-- for longer is a matter for people. That holds for every refund, also of an order that lives on.
-- A refund that failed is with people: the order is marked, and they were told. Money that is only reserved is let go in
-- the transaction that ends its order.
-- One that somebody made at the provider by hand and that failed asks for nothing any more.
-- What the provider refunded includes the refunds that are done, and those that were made at the provider by hand.
with asked as (
  select payment_id, coalesce(sum(amount) filter (where succeeded_at is not null), 0) as done,
    coalesce(sum(amount) filter (
      where succeeded_at is null and status <> 'not_charged' and (failed_at is null or reason <> 'at_the_provider')), 0) as asked
  from refunds group by payment_id
), covered as (
  select p.id, (greatest(p.refunded, coalesce(a.done, 0)) + coalesce(a.asked, 0))::bigint as amount
  from payments p left join asked a on a.payment_id = p.id
)
select 'money without a live order and without a refund' as broken, p.order_id, o.status, p.captured,
  c.amount as refunded_or_asked, null::timestamptz as asked_at
from payments p
join covered c on c.id = p.id
left join orders o on o.id = p.order_id
where p.captured > c.amount and (o.status in ('paid', 'picking', 'out_for_delivery', 'delivered')
    or o.status = 'pending_payment' and p.captured < p.amount) is not true
union all
select 'a refund was asked for more than 10 minutes ago', r.order_id, o.status, p.captured, r.amount, r.created_at
from refunds r
left join payments p on p.id = r.payment_id
left join orders o on o.id = r.order_id
where r.status = 'requested' and r.created_at < now() - interval '10 minutes'
union all
select 'money is reserved without a live order, and nobody lets it go', p.order_id, o.status, p.authorised, 0, null
from payments p left join orders o on o.id = p.order_id
where p.authorised > 0 and p.captured = 0 and p.cancelled_at is null and p.cancel_requested_at is null
  and o.status in ('paid', 'picking', 'out_for_delivery', 'delivered', 'pending_payment') is not true
order by 1, 2
