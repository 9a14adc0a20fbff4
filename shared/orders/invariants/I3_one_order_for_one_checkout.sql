-- At most one order, and one payment, for each cart and for each idempotency key.
-- A key must lead to the order that it made: one that leads nowhere would answer a retry with nothing, and the shopper
-- would order again. A cart counts as ordered exactly when it has its order.
select 'a cart has more than one order' as broken, cart_id as what, count(*) as orders, min(id) as first, max(id) as last
from orders group by cart_id having count(*) > 1
union all
select 'a key was claimed more than once', scope || ' ' || key, count(*), min(order_id), max(order_id)
from idempotency_keys group by scope, key having count(*) > 1
union all
select 'a key leads to no order', k.scope || ' ' || k.key, 0, k.order_id, null
from idempotency_keys k left join orders o on o.id = k.order_id
where o.id is null
union all
select 'a cart is ordered, but has no order', c.id, 0, null, null
from carts c left join orders o on o.cart_id = c.id
where c.status = 'ordered' and o.id is null
union all
select 'a cart has an order, but is not ordered', o.cart_id, 1, o.id, null
from orders o left join carts c on c.id = o.cart_id
where c.status is distinct from 'ordered'
union all
select 'an order has more than one payment', order_id, count(*), min(id), max(id)
from payments group by order_id having count(*) > 1
order by 1, 2
