-- The claims of a flash sale never pass its allocation, nor one customer's claims the limit per customer.
-- A claim counts until it is released: also one that lapsed, for it can still be bought until somebody takes it back.
with claimed as (
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
select 'a claim of no sale', c.sale_id, c.customer_id, c.units, 0
from claimed c left join flash_sales s on s.id = c.sale_id where s.id is null
union all
select 'a claim was bought by no order', c.sale_id, c.customer_id, c.quantity, 0
from flash_sale_claims c left join orders o on o.id = c.order_id
where c.status = 'bought' and o.id is null
order by 1, 2, 3
