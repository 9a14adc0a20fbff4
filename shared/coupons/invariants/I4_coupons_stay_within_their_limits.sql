-- A coupon is redeemed within its limits, exactly once for each live order that uses it.
-- A use is recorded in three places: the coupon's counter, the redemption and the order. A limit checked against one of
-- them holds only if all three agree. An order is live until it is cancelled, expired or refunded.
-- One customer is an account, and every account and guest with the same identity of an e-mail address (email_identity). A
-- use counts for the identity once it is certain: its order is paid, or the buyer was signed in with a confirmed address.
-- Uses from before identities were stored have the customer as their identity.
with orders_with_coupon as (
  select id as order_id, coupon_id, coupon_discount, customer_id, email, status
  from orders
  where coupon_id is not null and status not in ('cancelled', 'expired', 'refunded')
), redemptions as (
  select coupon_id, count(*) as times from coupon_redemptions group by coupon_id
), customer_redemptions as (
  select coupon_id, customer, count(*) as times from coupon_redemptions
  where verified or paid_at is not null group by coupon_id, customer
), identity_redemptions as (
  select coupon_id, identity, count(*) as times from coupon_redemptions
  where verified or paid_at is not null group by coupon_id, identity
)
select 'the counter is not the number of redemptions' as broken, coalesce(c.id, u.coupon_id) as coupon_id,
  null as customer, null as order_id, c.redeemed::bigint as recorded, coalesce(u.times, 0) as allowed
from coupons c full join redemptions u on u.coupon_id = c.id
where c.redeemed is distinct from coalesce(u.times, 0)
union all
select 'redeemed more often than its limit', c.id, null, null, greatest(c.redeemed, u.times), c.usage_limit
from coupons c left join redemptions u on u.coupon_id = c.id
where greatest(c.redeemed, u.times) > c.usage_limit
union all
select 'redeemed more often than its limit for one customer', c.id, u.customer, null, u.times, c.per_customer_limit
from coupons c join customer_redemptions u on u.coupon_id = c.id
where u.times > c.per_customer_limit
union all
select 'redeemed more often than its limit for one identity', c.id, u.identity, null, u.times, c.per_customer_limit
from coupons c join identity_redemptions u on u.coupon_id = c.id
where u.times > c.per_customer_limit
union all
select 'a live order uses it without a redemption', o.coupon_id, o.email, o.order_id, 0, 1
from orders_with_coupon o left join coupon_redemptions r on r.order_id = o.order_id and r.coupon_id = o.coupon_id
where r.order_id is null
union all
select 'a redemption without a live order that uses it', r.coupon_id, r.customer, r.order_id, 1, 0
from coupon_redemptions r left join orders_with_coupon o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where o.order_id is null
union all
select 'the redemption counts for another customer', r.coupon_id, r.customer, r.order_id, null, null
from coupon_redemptions r join orders_with_coupon o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where r.customer is distinct from o.customer_id and r.customer not in (email_identity(o.email), lower(o.email))
union all
select 'the redemption counts for another identity', r.coupon_id, r.identity, r.order_id, null, null
from coupon_redemptions r
join orders_with_coupon o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
left join customers c on c.id = r.customer
where r.identity not in (r.customer, email_identity(o.email))
  -- The account may have got another address since.
  and (r.identity = email_identity(c.email) or c.updated_at > r.created_at) is not true
union all
select 'the use of a paid order is not certain', r.coupon_id, r.customer, r.order_id, null, null
from coupon_redemptions r join orders_with_coupon o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where o.status <> 'pending_payment' and r.paid_at is null
union all
select 'the redemption has another discount than the order', r.coupon_id, r.customer, r.order_id, r.discount,
  o.coupon_discount
from coupon_redemptions r join orders_with_coupon o on o.order_id = r.order_id and o.coupon_id = r.coupon_id
where r.discount <> o.coupon_discount
order by 1, 2, 3, 4
