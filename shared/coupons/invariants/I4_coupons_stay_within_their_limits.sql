-- A coupon is redeemed within its limits, and as often as live orders carry it.
-- Three records tell of one use: the coupon's counter, the redemption and the order. All three must agree, or a limit
-- that is checked against one of them says nothing. An order is live until it is cancelled, expired or refunded.
with carried as (
  select id as order_id, coupon_id, coupon_discount, coalesce(customer_id, lower(email)) as customer
  from orders
  where coupon_id is not null and status not in ('cancelled', 'expired', 'refunded')
), used as (
  select coupon_id, count(*) as times from coupon_redemptions group by coupon_id
), used_by as (
  select coupon_id, customer, count(*) as times from coupon_redemptions group by coupon_id, customer
)
select 'the counter is not the number of redemptions' as broken, coalesce(c.id, u.coupon_id) as coupon_id,
  null as customer, null as order_id, c.redeemed::bigint as recorded, coalesce(u.times, 0) as allowed
from coupons c full join used u on u.coupon_id = c.id
where c.redeemed is distinct from coalesce(u.times, 0)
union all
select 'redeemed more often than its limit', c.id, null, null, greatest(c.redeemed, u.times), c.usage_limit
from coupons c left join used u on u.coupon_id = c.id
where greatest(c.redeemed, u.times) > c.usage_limit
union all
select 'redeemed more often than its limit for one customer', c.id, u.customer, null, u.times, c.per_customer_limit
from coupons c join used_by u on u.coupon_id = c.id
where u.times > c.per_customer_limit
union all
select 'a live order carries it without a redemption', o.coupon_id, o.customer, o.order_id, 0, 1
from carried o left join coupon_redemptions r on r.order_id = o.order_id and r.coupon_id = o.coupon_id
where r.order_id is null
union all
select 'a redemption without a live order that carries it', r.coupon_id, r.customer, r.order_id, 1, 0
from coupon_redemptions r left join carried o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where o.order_id is null
union all
select 'the redemption counts for another customer', r.coupon_id, r.customer, r.order_id, null, null
from coupon_redemptions r join carried o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where r.customer <> o.customer
union all
select 'the redemption has another discount than the order', r.coupon_id, r.customer, r.order_id, r.discount,
  o.coupon_discount
from coupon_redemptions r join carried o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where r.discount <> o.coupon_discount
order by 1, 2, 3, 4
