-- Every captured payment has a live order, or a refund that was done or asked for in the last 10 minutes.
-- An order that was paid in part is live until it expires; then the part goes back.
-- The refund is asked for in the transaction that learns of money without an order, so there is no moment with neither.
-- 10 minutes let the outbox try the provider some eight times (after 2, 4, 8 … 256 seconds): a provider that is away
-- for longer is a matter for people. That holds for every refund, also of an order that lives on.
-- What the provider refunded includes the refunds that are done, and those that were made at the provider by hand.
with asked as (
  select payment_id, coalesce(sum(amount) filter (where status = 'succeeded'), 0) as done,
    coalesce(sum(amount) filter (where status = 'requested'), 0) as waiting
  from refunds group by payment_id
), covered as (
  select p.id, (greatest(p.refunded, coalesce(a.done, 0)) + coalesce(a.waiting, 0))::bigint as amount
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
order by 1, 2
