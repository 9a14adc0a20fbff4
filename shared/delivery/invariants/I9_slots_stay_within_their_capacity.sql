-- A slot's counter `booked` equals its number of bookings, and never exceeds its capacity.
-- A paid order has its place without expiry. An order pending payment has it until expires_at; then another order may take
-- it (for clock_timestamp() see I2). An ended order has no place.
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
select 'a paid order without a booked place', slot_id, id, null, null
from orders_with_slot
where live and slot_id is not null and (booked_slot is distinct from slot_id or booked_until is not null)
union all
select 'an order pending payment without a booked place', slot_id, id, null, null
from orders_with_slot
where status = 'pending_payment' and expires_at > clock_timestamp() and slot_id is not null
  and booked_slot is distinct from slot_id
union all
select 'a place booked for an ended order, or in another slot', booked_slot, id, null, null
from orders_with_slot
where booked_slot is not null and (status in ('cancelled', 'expired', 'refunded') or booked_slot is distinct from slot_id)
order by 1, 2, 3
