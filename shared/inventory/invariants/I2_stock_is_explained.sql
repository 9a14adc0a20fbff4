-- The stock ledger is complete: on hand is the sum of its movements, held is the open holds.
-- Sums alone could be right by two faults that cancel out, so each order is looked at as well: what was paid left the
-- shelf once, what was not picked of it stayed, what was picked in its place left too, what was cancelled came back (and
-- what was cancelled before the order was packed is not left over once more), what waits for its payment is held. Both
-- sides of every comparison are read (full joins), so that a movement or a hold of nothing is found like a missing one.
-- An order's hold may be taken back once it lapsed. clock_timestamp() is later than the snapshot, so a hold that it
-- calls unexpired had not lapsed for anybody whose work the snapshot shows.
with moved as (
  select sku, sum(delta) as units from stock_movements group by sku
), promised as (
  select sku, sum(quantity) as units from stock_holds group by sku
), of_orders as (
  select order_id, sku, -coalesce(sum(delta) filter (where reason = 'sold'), 0) as sold,
    coalesce(sum(delta) filter (where reason in ('cancelled', 'returned')), 0) as given_back,
    coalesce(sum(delta) filter (where reason = 'cancelled'), 0) as cancelled,
    coalesce(sum(delta) filter (where reason = 'picked'), 0) as left_over
  from stock_movements where order_id is not null group by order_id, sku
), ordered as (
  select order_id, sku, sum(quantity) as quantity, sum(coalesce(ordered_quantity, quantity)) as ordered,
    sum(coalesce(picked_quantity, quantity)) as picked, bool_and(picked_quantity is not null) as packed
  from order_lines group by order_id, sku
), judged as (
  select coalesce(l.order_id, m.order_id) as order_id, coalesce(l.sku, m.sku) as sku, o.status,
    coalesce(l.ordered, 0) as ordered, coalesce(l.picked, 0) as picked, coalesce(m.sold, 0) as sold,
    coalesce(m.given_back, 0) as given_back, coalesce(m.cancelled, 0) as cancelled,
    coalesce(m.left_over, 0) as left_over, l.packed
  from ordered l
  full join of_orders m on m.order_id = l.order_id and m.sku = l.sku
  left join orders o on o.id = coalesce(l.order_id, m.order_id)
)
select 'on hand is not the sum of the movements' as broken, coalesce(i.sku, m.sku) as sku, null as order_id,
  i.on_hand::bigint as recorded, coalesce(m.units, 0)::bigint as explained
from inventory i full join moved m on m.sku = i.sku
where i.on_hand is distinct from coalesce(m.units, 0)
union all
select 'held is not the open holds', coalesce(i.sku, p.sku), null, i.held, coalesce(p.units, 0)
from inventory i full join promised p on p.sku = i.sku
where i.held is distinct from coalesce(p.units, 0)
union all
select 'a paid order did not take what it sold', sku, order_id, sold, ordered
from judged
where status in ('paid', 'picking', 'out_for_delivery', 'delivered', 'refunded') and sold <> ordered
union all
select 'an order that was never paid took goods', sku, order_id, sold, 0
from judged
where status in ('pending_payment', 'expired') and (sold <> 0 or given_back <> 0)
union all
select 'a cancelled order did not give back what it took', sku, order_id, given_back, sold - left_over
from judged
where status = 'cancelled' and (sold - left_over <> given_back or sold not in (0, ordered))
union all
select 'more came back of an order than it took', sku, order_id, given_back, sold - left_over
from judged
where status <> 'cancelled' and given_back not between 0 and sold - left_over
union all
select 'what was picked is not what left the shelf', sku, order_id, left_over, ordered - picked - cancelled
from judged
where status <> 'cancelled' and left_over <> case when packed then ordered - picked - cancelled else 0 end
union all
select 'an order is packed, and a line of it is not', l.sku, o.id, (o.packed_at is not null)::integer, l.picked_quantity
from orders o join order_lines l on l.order_id = o.id
where (o.packed_at is null) <> (l.picked_quantity is null)
union all
select 'an order that waits for its payment does not hold its goods', l.sku, o.id, coalesce(h.quantity, 0), l.quantity
from orders o
join ordered l on l.order_id = o.id
left join stock_holds h on h.order_id = o.id and h.sku = l.sku
where o.status = 'pending_payment' and o.expires_at > clock_timestamp() and h.quantity is distinct from l.quantity
union all
select 'goods are held that were not ordered', h.sku, h.order_id, h.quantity, 0
from stock_holds h
left join ordered l on l.order_id = h.order_id and l.sku = h.sku
where h.order_id is not null and l.order_id is null
order by 1, 2, 3
