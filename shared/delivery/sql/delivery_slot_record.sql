-- A delivery slot as the back office and the audit log see it.
create or replace function delivery_slot_record(slot delivery_slots) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', slot.id, 'startsAt', slot.starts_at, 'endsAt', slot.ends_at,
    'cutoffAt', slot.cutoff_at, 'capacity', slot.capacity, 'booked', slot.booked, 'fee', slot.fee,
    'zoneIds', slot.zone_ids, 'active', slot.active, 'version', slot.version, 'createdAt', slot.created_at);
end $$;
