-- The claims of a flash sale never pass its allocation, nor one customer's claims the limit per customer.
-- A claim counts until it is released, even after it expired: its units stay reserved until then.
-- A running sale holds the part of its allocation that is not bought: no unit is lost, and none is sold twice.
with bought as (
  select sale_id, sum(quantity) as units from flash_sale_claims where status = 'bought' group by sale_id
), claimed_by_identity as (
  select sale_id, identity, sum(quantity) as units from flash_sale_claims
  where status <> 'released' and identity is not null group by sale_id, identity
), claimed as (
  select sale_id, customer_id, sum(quantity) as units from flash_sale_claims
  where status <> 'released' group by sale_id, customer_id
)
select 'more is claimed than allocated' as broken, s.id as sale_id, null as customer_id, sum(c.units) as claimed,
  s.allocation as allowed
from flash_sales s join claimed c on c.sale_id = s.id
group by s.id, s.allocation having sum(c.units) > s.allocation
union all
select 'one customer claimed more than the limit', s.id, c.customer_id, c.units, s.per_customer_limit
from flash_sales s join claimed c on c.sale_id = s.id
where c.units > s.per_customer_limit
union all
select 'accounts of one customer claimed more than the limit', s.id, c.identity, c.units, s.per_customer_limit
from flash_sales s join claimed_by_identity c on c.sale_id = s.id
where c.units > s.per_customer_limit
union all
select 'an order bought claims of several customers', min(c.sale_id), min(c.order_id), count(distinct c.identity), 1
from flash_sale_claims c where c.status = 'bought' and c.identity is not null
group by c.order_id having count(distinct c.identity) > 1
union all
select 'a claim without a sale', c.sale_id, c.customer_id, c.units, 0
from claimed c left join flash_sales s on s.id = c.sale_id where s.id is null
union all
select 'a bought claim without an order', c.sale_id, c.customer_id, c.quantity, 0
from flash_sale_claims c left join orders o on o.id = c.order_id
where c.status = 'bought' and o.id is null
union all
select 'claimed is not the sum of the claims', s.id, null, s.claimed, coalesce(sum(c.units), 0)
from flash_sales s left join claimed c on c.sale_id = s.id
group by s.id, s.claimed having s.claimed <> coalesce(sum(c.units), 0)
union all
select 'a running sale does not hold its unsold units', s.id, null, coalesce(h.quantity, 0),
  s.allocation - coalesce(b.units, 0)
from flash_sales s
left join bought b on b.sale_id = s.id
left join stock_holds h on h.flash_sale_id = s.id
where s.active and s.ends_at > clock_timestamp()
  and coalesce(h.quantity, 0) <> s.allocation - coalesce(b.units, 0)
union all
select 'a sold claim is not bought', c.sale_id, c.customer_id, l.quantity, 0
from order_lines l
join orders o on o.id = l.order_id and o.status in ('paid', 'picking', 'out_for_delivery', 'delivered')
join flash_sale_claims c on c.id = l.claim_id
where c.status <> 'bought' or c.order_id <> l.order_id
order by 1, 2, 3
