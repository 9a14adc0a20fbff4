-- No hold outlives its expiry by more than 60 seconds, and none outlives its order.
-- This covers unpaid orders, stock, places in delivery slots and flash-sale claims. A routine that needs the units of an
-- expired hold releases it; the `expire-holds` job releases the rest. The container runs it every second, an external
-- scheduler at least every minute.
with overdue as (select now() - interval '60 seconds' as since)
select 'an unpaid order is not expired' as broken, o.id as owner, null as sku, o.expires_at
from orders o, overdue where o.status = 'pending_payment' and o.expires_at < overdue.since
union all
select 'stock is held', coalesce(h.order_id, h.flash_sale_id), h.sku, h.expires_at
from stock_holds h, overdue where h.expires_at < overdue.since
union all
select 'a place in a slot is held', b.order_id, null, b.expires_at
from slot_bookings b, overdue where b.expires_at < overdue.since
union all
select 'a flash-sale claim is held', c.id, s.sku, c.expires_at
from flash_sale_claims c left join flash_sales s on s.id = c.sale_id, overdue
where c.status = 'held' and c.expires_at < overdue.since
union all
select 'stock is held for an order that is not pending', h.order_id, h.sku, h.expires_at
from stock_holds h left join orders o on o.id = h.order_id
where h.order_id is not null and o.status is distinct from 'pending_payment'
order by 1, 2, 3
