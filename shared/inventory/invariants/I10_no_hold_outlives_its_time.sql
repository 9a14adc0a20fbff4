-- No hold outlives its expiry plus one sweep of 60 seconds, nor the order that it was for.
-- Goods, places in a slot, flash-sale claims and the orders themselves are held alike. A lapsed hold never costs a sale,
-- as whoever needs it takes it back; but where none comes, the sweep must. A container sweeps every second, a scheduler
-- that calls the job at most every minute.
with overdue as (select now() - interval '60 seconds' as since)
select 'an order waits for its payment' as broken, o.id as owner, null as sku, o.expires_at
from orders o, overdue where o.status = 'pending_payment' and o.expires_at < overdue.since
union all
select 'goods are held', coalesce(h.order_id, h.flash_sale_id), h.sku, h.expires_at
from stock_holds h, overdue where h.expires_at < overdue.since
union all
select 'a place in a slot is held', b.order_id, null, b.expires_at
from slot_bookings b, overdue where b.expires_at < overdue.since
union all
select 'a flash-sale claim is held', c.id, s.sku, c.expires_at
from flash_sale_claims c left join flash_sales s on s.id = c.sale_id, overdue
where c.status = 'held' and c.expires_at < overdue.since
union all
select 'goods are held for an order that does not wait', h.order_id, h.sku, h.expires_at
from stock_holds h left join orders o on o.id = h.order_id
where h.order_id is not null and o.status is distinct from 'pending_payment'
order by 1, 2, 3
