-- Every order adds up: lines − discounts + fees = total, and the order's refunded amount is that of its payment.
-- Units that were not picked are not charged. A packed order never costs more than when it was placed.
-- A line's subtotal is price × quantity / price quantity, rounded once, half up. The amounts of promotions and coupon are
-- the sums of the discounts of the lines. The exception is a coupon for free delivery: it does not reduce lines, and the
-- delivery fee already excludes its amount.
-- A provider can report a refund before its payment. The captured amount is then too low for at most 10 minutes.
-- A refund that failed after it had succeeded (refund_returned) does not count as refunded.
-- What is captured less what is refunded is what the order costs. A packed order is captured within 10 minutes, in which the
-- outbox calls the provider about eight times. A missing amount stays here until it is captured or staff write it off.
-- Nothing is refunded while a payment is disputed. Pending refunds, and failed ones that staff handle, count as refunded.
with lines as (
  select order_id, sum(subtotal) as subtotal, sum(promotion_discount) as promotions, sum(coupon_discount) as coupon,
    sum(total) as total
  from order_lines group by order_id
), promotion_sums as (
  select o.id, coalesce(sum((p ->> 'amount')::bigint), 0) as promotions
  from orders o
  left join lateral jsonb_array_elements(case jsonb_typeof(o.promotions) when 'array' then o.promotions end) as p on true
  group by o.id
), refund_sums as (
  select payment_id, sum(amount) filter (where reason <> 'at_the_provider' and status not in ('failed', 'not_charged', 'withdrawn')) as requested,
    coalesce(sum(amount) filter (where succeeded_at is not null), 0) as succeeded
  from refunds group by payment_id
)
select 'the total is not subtotal − discount + fees' as broken, id as order_id, null::integer as line,
  total::bigint as recorded, (subtotal - discount + delivery_fee + other_fees)::bigint as expected
from orders where total <> subtotal - discount + delivery_fee + other_fees
union all
select 'the other fees are not the sum of their parts', o.id, null, o.other_fees, f.amount
from orders o cross join lateral (
  select coalesce(sum((e ->> 'amount')::bigint), 0) as amount
  from jsonb_array_elements(case jsonb_typeof(o.fees) when 'array' then o.fees end) e) f
where o.other_fees <> f.amount
union all
select 'an unknown fee, or one that is listed twice', o.id, null, count(*), 1
from orders o cross join lateral jsonb_array_elements(case jsonb_typeof(o.fees) when 'array' then o.fees end) e
group by o.id, e ->> 'code'
having count(*) > 1 or not coalesce(e ->> 'code' in ('bags', 'deposit', 'tip'), false) or min((e ->> 'amount')::bigint) < 1
union all
select 'an order without lines', o.id, null, o.subtotal, 0
from orders o left join lines l on l.order_id = o.id where l.order_id is null
union all
select 'the subtotal is not the sum of the lines', o.id, null, o.subtotal, l.subtotal
from orders o join lines l on l.order_id = o.id where o.subtotal <> l.subtotal
union all
select 'the discount is not the sum of the line discounts', o.id, null, o.discount, l.promotions + l.coupon
from orders o join lines l on l.order_id = o.id where o.discount <> l.promotions + l.coupon
union all
select 'a line does not add up', order_id, line, total, subtotal - promotion_discount - coupon_discount
from order_lines where total <> subtotal - promotion_discount - coupon_discount
union all
select 'a line is not price × quantity', order_id, line, subtotal,
  (2 * price::bigint * quantity + price_quantity) / nullif(2 * price_quantity, 0)
from order_lines
where subtotal is distinct from (2 * price::bigint * quantity + price_quantity) / nullif(2 * price_quantity, 0)
union all
select 'the promotions are not the sum of the line discounts', o.id, null, p.promotions, l.promotions
from orders o join lines l on l.order_id = o.id join promotion_sums p on p.id = o.id where p.promotions <> l.promotions
union all
select 'the coupon is not the sum of the line discounts', o.id, null, o.coupon_discount, l.coupon
from orders o join lines l on l.order_id = o.id
where o.coupon_discount <> l.coupon
  and not (l.coupon = 0 and o.coupon_discount > 0 and o.coupon_id is not null and o.slot_id is not null)
union all
select 'more units of a line are charged than were picked', order_id, line, quantity, picked_quantity
from order_lines where quantity > picked_quantity
union all
select 'a packed order costs more than when it was placed', id, null, total, (as_placed ->> 'total')::bigint
from orders where total > (as_placed ->> 'total')::bigint
union all
select 'an order without a payment', o.id, null, null, o.total
from orders o left join payments p on p.order_id = o.id where p.id is null
union all
select 'the payment has another amount or currency', o.id, null, p.amount, o.total - o.total % p.charge_step
from orders o join payments p on p.order_id = o.id
where p.amount <> o.total - o.total % p.charge_step or p.currency <> o.currency
union all
select 'less is captured than the order costs', p.order_id, null, p.captured, coalesce(p.due, p.amount) - p.written_off
from payments p join orders o on o.id = p.order_id where missing_amount(o, p) > 0
union all
select 'the cost of a packed order was not captured in 10 minutes', p.order_id, null, p.captured, p.due
from payments p join orders o on o.id = p.order_id
where o.status in ('paid', 'picking', 'out_for_delivery', 'delivered') and p.captured < p.due and missing_amount(o, p) = 0
  and p.captured = 0 and o.packed_at < now() - interval '10 minutes'
union all
select 'more is kept than the order costs', p.order_id, null, (p.captured - p.refunded + p.refund_returned)::bigint,
  retained_amount(o, p)
from payments p join orders o on o.id = p.order_id
left join lateral (
  select coalesce(sum(r.amount) filter (where r.status = 'requested' or r.status = 'failed' and r.reason <> 'at_the_provider'), 0) as open
  from refunds r where r.payment_id = p.id
) r on true
where o.status in ('paid', 'picking', 'out_for_delivery', 'delivered') and not is_payment_disputed(p)
  and p.captured - p.refunded + p.refund_returned - r.open >= retained_amount(o, p) + p.charge_step
union all
select 'the refunded amounts of order and payment differ', o.id, null, o.refunded,
  case when p.captured > 0 then p.refunded - p.refund_returned else 0 end
from orders o join payments p on p.order_id = o.id
where o.refunded <> case when p.captured > 0 then p.refunded - p.refund_returned else 0 end
union all
select 'more was refunded than captured', p.order_id, null, p.refunded, p.captured
from payments p
where p.refunded - p.refund_returned > p.captured and (p.captured > 0 or p.updated_at < now() - interval '10 minutes')
union all
select 'more refunds were requested than captured', p.order_id, null, r.requested, p.captured
from payments p join refund_sums r on r.payment_id = p.id where r.requested > p.captured
union all
select 'refunds succeeded that the payment does not include', p.order_id, null, p.refunded, r.succeeded
from payments p join refund_sums r on r.payment_id = p.id where r.succeeded > p.refunded
order by 1, 2, 3
