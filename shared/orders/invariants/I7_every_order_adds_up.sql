-- Every order adds up: lines − discounts + delivery = total; captured − refunded = what the order says.
-- What was not picked is not charged, and no packed order costs more than it did when it was placed.
-- A line's subtotal is price × quantity / price quantity, rounded once, half up. What promotions took off is what the
-- lines say they took off. A coupon takes its amount off lines; free delivery takes nothing off lines and is already
-- out of the delivery fee, so its amount stands by itself.
-- A refund can be reported before its payment is: then it is more than what was captured, which is nothing so far.
-- Within 10 minutes the payment must be known too. What was refunded and came back, because the refund failed after it
-- had succeeded, is not refunded.
with lines as (
  select order_id, sum(subtotal) as subtotal, sum(promotion_discount) as promotions, sum(coupon_discount) as coupon,
    sum(total) as total
  from order_lines group by order_id
), explained as (
  select o.id, coalesce(sum((p ->> 'amount')::bigint), 0) as promotions
  from orders o
  left join lateral jsonb_array_elements(case jsonb_typeof(o.promotions) when 'array' then o.promotions end) as p on true
  group by o.id
), given_back as (
  select payment_id, sum(amount) filter (where reason <> 'at_the_provider' and status not in ('failed', 'not_charged')) as asked,
    coalesce(sum(amount) filter (where succeeded_at is not null), 0) as done
  from refunds group by payment_id
)
select 'the total is not subtotal − discount + delivery' as broken, id as order_id, null::integer as line,
  total::bigint as recorded, (subtotal - discount + delivery_fee)::bigint as expected
from orders where total <> subtotal - discount + delivery_fee
union all
select 'an order without lines', o.id, null, o.subtotal, 0
from orders o left join lines l on l.order_id = o.id where l.order_id is null
union all
select 'the subtotal is not the sum of the lines', o.id, null, o.subtotal, l.subtotal
from orders o join lines l on l.order_id = o.id where o.subtotal <> l.subtotal
union all
select 'the discount is not what the lines took off', o.id, null, o.discount, l.promotions + l.coupon
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
select 'the promotions are not what the lines took off', o.id, null, e.promotions, l.promotions
from orders o join lines l on l.order_id = o.id join explained e on e.id = o.id where e.promotions <> l.promotions
union all
select 'the coupon is not what the lines took off', o.id, null, o.coupon_discount, l.coupon
from orders o join lines l on l.order_id = o.id
where o.coupon_discount <> l.coupon
  and not (l.coupon = 0 and o.coupon_discount > 0 and o.coupon_id is not null and o.slot_id is not null)
union all
select 'more is charged of a line than was picked', order_id, line, quantity, picked_quantity
from order_lines where quantity > picked_quantity
union all
select 'a packed order costs more than was agreed', id, null, total, (as_placed ->> 'total')::bigint
from orders where total > (as_placed ->> 'total')::bigint
union all
select 'an order without a payment', o.id, null, null, o.total
from orders o left join payments p on p.order_id = o.id where p.id is null
union all
select 'the payment is of another amount or currency', o.id, null, p.amount, o.total
from orders o join payments p on p.order_id = o.id where p.amount <> o.total or p.currency <> o.currency
union all
select 'the order says another refund than its payment', o.id, null, o.refunded,
  case when p.captured > 0 then p.refunded - p.refund_returned else 0 end
from orders o join payments p on p.order_id = o.id
where o.refunded <> case when p.captured > 0 then p.refunded - p.refund_returned else 0 end
union all
select 'more was refunded than captured', p.order_id, null, p.refunded, p.captured
from payments p
where p.refunded - p.refund_returned > p.captured and (p.captured > 0 or p.updated_at < now() - interval '10 minutes')
union all
select 'more was asked back than captured', p.order_id, null, g.asked, p.captured
from payments p join given_back g on g.payment_id = p.id where g.asked > p.captured
union all
select 'refunds were done that the payment does not know', p.order_id, null, p.refunded, g.done
from payments p join given_back g on g.payment_id = p.id where g.done > p.refunded
order by 1, 2, 3
