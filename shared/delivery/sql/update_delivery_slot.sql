-- Changes what is sent of a delivery slot, and leaves the rest. request: { actor, ifMatch?, slotId, changes: columns of
-- create_delivery_slot's slot }. Answers its delivery_slot_record; a change that changes nothing is none.
-- Refuses with slot_not_found, precondition_failed { version }, unknown_zones { zoneIds },
-- slot_has_bookings { booked } for another time, capacity_below_booked { booked }.
-- Under the slot's row lock, which every booking takes: capacity is never below what is booked, and no order is promised
-- a time that moves. Where too much looks booked, the places of orders that were never paid in time are given up first.
create or replace function update_delivery_slot(request jsonb) returns jsonb language plpgsql as $$
declare
  changes jsonb := request -> 'changes';
  stored delivery_slots;
  wanted delivery_slots;
  freed integer := 0;
begin
  select * into stored from delivery_slots where id = request ->> 'slotId' for no key update;
  if stored.id is null then
    perform refuse('slot_not_found', jsonb_build_object('slotId', request -> 'slotId'));
  end if;
  perform require_version(request, stored.version);

  wanted := jsonb_populate_record(stored, changes);
  perform require_zones(changes -> 'zone_ids');
  if wanted is not distinct from stored then
    return delivery_slot_record(stored);
  end if;
  if wanted.capacity < stored.booked
    or (wanted.starts_at, wanted.ends_at) is distinct from (stored.starts_at, stored.ends_at)
  then
    with lapsed as (delete from slot_bookings where slot_id = stored.id and expires_at <= now() returning 1)
    select count(*) into freed from lapsed;
  end if;
  if wanted.capacity < stored.booked - freed then
    perform refuse('capacity_below_booked', jsonb_build_object('booked', stored.booked - freed));
  elsif stored.booked > freed
    and (wanted.starts_at, wanted.ends_at) is distinct from (stored.starts_at, stored.ends_at)
  then
    perform refuse('slot_has_bookings', jsonb_build_object('booked', stored.booked - freed));
  end if;

  update delivery_slots set
    starts_at = wanted.starts_at, ends_at = wanted.ends_at, cutoff_at = wanted.cutoff_at, capacity = wanted.capacity,
    booked = booked - freed, fee = wanted.fee, zone_ids = wanted.zone_ids, active = wanted.active, version = version + 1
  where id = stored.id
  returning * into wanted;
  perform audit(request, 'update', 'delivery_slot', stored.id, delivery_slot_record(stored),
    delivery_slot_record(wanted));
  return delivery_slot_record(wanted);
end $$;
