-- A delivery slot has as many places booked as it has bookings, and never more than its capacity.
-- An order that was paid keeps its place for good; one that waits for its payment has it until its time is up, from
-- when on another order may take it (clock_timestamp(): see I2). An order that ended has none.
with bookings as (
  select slot_id, count(*) as places from slot_bookings group by slot_id
), orders_with_slot as (
  select o.id, o.status, o.slot_id, o.expires_at, b.slot_id as booked_slot, b.expires_at as booked_until,
    o.status in ('paid', 'picking', 'out_for_delivery', 'delivered') as live
  from orders o left join slot_bookings b on b.order_id = o.id
)
select 'more is booked than the capacity' as broken, s.id as slot_id, null as order_id,
  greatest(s.booked, b.places) as recorded, s.capacity::bigint as expected
from delivery_slots s left join bookings b on b.slot_id = s.id
where greatest(s.booked, b.places) > s.capacity or s.booked < 0
union all
select 'booked is not the number of bookings', coalesce(s.id, b.slot_id), null, s.booked, coalesce(b.places, 0)
from delivery_slots s full join bookings b on b.slot_id = s.id
where s.booked is distinct from coalesce(b.places, 0)
union all
select 'a paid order without a place of its own', slot_id, id, null, null
from orders_with_slot
where live and slot_id is not null and (booked_slot is distinct from slot_id or booked_until is not null)
union all
select 'an order that waits for its payment without its place', slot_id, id, null, null
from orders_with_slot
where status = 'pending_payment' and expires_at > clock_timestamp() and slot_id is not null
  and booked_slot is distinct from slot_id
union all
select 'a place for an order that ended, or that wanted another', booked_slot, id, null, null
from orders_with_slot
where booked_slot is not null and (status in ('cancelled', 'expired', 'refunded') or booked_slot is distinct from slot_id)
order by 1, 2, 3
