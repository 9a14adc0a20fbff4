-- The stock ledger is complete: on hand is the sum of its movements, held is the open holds.
-- Two errors can cancel out in a sum, so each order is checked too: a paid order took its units once, unpicked units
-- stayed, substitutes left, cancelled units came back (only once if they were cancelled before packing), and a pending
-- order holds its units. Full joins find an unexplained movement or hold as well as a missing one.
-- An expired hold of a pending order may be released at any time, so only unexpired orders must hold their units.
-- clock_timestamp() is later than the snapshot: an order that is unexpired by it was unexpired for every transaction in
-- the snapshot.
with moved as (
  select sku, sum(delta) as units from stock_movements group by sku
), open_holds as (
  select sku, sum(quantity) as units from stock_holds group by sku
), order_movements as (
  select order_id, sku, -coalesce(sum(delta) filter (where reason = 'sold'), 0) as sold,
    coalesce(sum(delta) filter (where reason in ('cancelled', 'returned')), 0) as returned,
    coalesce(sum(delta) filter (where reason = 'cancelled'), 0) as cancelled,
    coalesce(sum(delta) filter (where reason = 'picked'), 0) as unpicked
  from stock_movements where order_id is not null group by order_id, sku
), ordered as (
  select order_id, sku, sum(quantity) as quantity, sum(coalesce(ordered_quantity, quantity)) as ordered,
    sum(coalesce(picked_quantity, quantity)) as picked, bool_and(picked_quantity is not null) as packed
  from order_lines group by order_id, sku
), checked as (
  select coalesce(l.order_id, m.order_id) as order_id, coalesce(l.sku, m.sku) as sku, o.status,
    coalesce(l.ordered, 0) as ordered, coalesce(l.picked, 0) as picked, coalesce(m.sold, 0) as sold,
    coalesce(m.returned, 0) as returned, coalesce(m.cancelled, 0) as cancelled,
    coalesce(m.unpicked, 0) as unpicked, l.packed
  from ordered l
  full join order_movements m on m.order_id = l.order_id and m.sku = l.sku
  left join orders o on o.id = coalesce(l.order_id, m.order_id)
)
select 'on hand is not the sum of the movements' as broken, coalesce(i.sku, m.sku) as sku, null as order_id,
  i.on_hand::bigint as recorded, coalesce(m.units, 0)::bigint as explained
from inventory i full join moved m on m.sku = i.sku
where i.on_hand is distinct from coalesce(m.units, 0)
union all
select 'held is not the open holds', coalesce(i.sku, p.sku), null, i.held, coalesce(p.units, 0)
from inventory i full join open_holds p on p.sku = i.sku
where i.held is distinct from coalesce(p.units, 0)
union all
select 'a paid order did not take what it sold', sku, order_id, sold, ordered
from checked
where status in ('paid', 'picking', 'out_for_delivery', 'delivered', 'refunded') and sold <> ordered
union all
select 'an unpaid order took stock', sku, order_id, sold, 0
from checked
where status in ('pending_payment', 'expired') and (sold <> 0 or returned <> 0)
union all
select 'a cancelled order did not return what it took', sku, order_id, returned, sold - unpicked
from checked
where status = 'cancelled' and (sold - unpicked <> returned or sold not in (0, ordered))
union all
select 'an order returned more than it took', sku, order_id, returned, sold - unpicked
from checked
where status <> 'cancelled' and returned not between 0 and sold - unpicked
union all
select 'the picked units are not the units that left the shelf', sku, order_id, unpicked, ordered - picked - cancelled
from checked
where status <> 'cancelled' and unpicked <> case when packed then ordered - picked - cancelled else 0 end
union all
select 'an order is packed, but a line of it is not', l.sku, o.id, (o.packed_at is not null)::integer, l.picked_quantity
from orders o join order_lines l on l.order_id = o.id
where (o.packed_at is null) <> (l.picked_quantity is null)
union all
select 'a pending order does not hold its items', l.sku, o.id, coalesce(h.quantity, 0), l.quantity
from orders o
join ordered l on l.order_id = o.id
left join stock_holds h on h.order_id = o.id and h.sku = l.sku
where o.status = 'pending_payment' and o.expires_at > clock_timestamp() and h.quantity is distinct from l.quantity
union all
select 'stock is held that was not ordered', h.sku, h.order_id, h.quantity, 0
from stock_holds h
left join ordered l on l.order_id = h.order_id and l.sku = h.sku
where h.order_id is not null and l.order_id is null
order by 1, 2, 3
