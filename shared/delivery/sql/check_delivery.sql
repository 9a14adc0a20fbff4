-- Refuses with price_changed when the address no longer lies in the zone, or the zone no longer has the terms, that the
-- caller computed with, or when the slot no longer goes there. The request is place_order's.
create or replace function check_delivery(request jsonb, address jsonb, slot delivery_slots) returns void
language plpgsql stable as $$
declare
  zone delivery_zones := zone_of_address(address);
begin
  if zone.id is distinct from request #>> '{zone,id}'
    or zone.version is distinct from (request #>> '{zone,version}')::integer
    or not is_served(zone.id, slot.zone_ids)
  then
    perform refuse('price_changed');
  end if;
end $$;
