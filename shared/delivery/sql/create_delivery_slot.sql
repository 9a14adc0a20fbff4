-- A new delivery slot. request: { actor, slotId, slot: { starts_at, ends_at, cutoff_at, capacity, fee, zone_ids, active } }.
-- Answers its delivery_slot_record. Refuses with unknown_zones { zoneIds }.
create or replace function create_delivery_slot(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted delivery_slots := jsonb_populate_record(null::delivery_slots, request -> 'slot');
  made delivery_slots;
begin
  perform require_zones(request #> '{slot,zone_ids}');
  insert into delivery_slots (id, starts_at, ends_at, cutoff_at, capacity, fee, zone_ids, active)
  values (request ->> 'slotId', wanted.starts_at, wanted.ends_at, wanted.cutoff_at, wanted.capacity, wanted.fee,
    wanted.zone_ids, wanted.active)
  returning * into made;
  perform audit(request, 'create', 'delivery_slot', made.id, null, delivery_slot_record(made));
  return delivery_slot_record(made);
end $$;
