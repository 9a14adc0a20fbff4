-- Refuses with price_changed when the address is no longer in the zone with which the caller computed the price, when the
-- zone has another version, or when the slot no longer serves it. request: of place_order.
create or replace function check_delivery(request jsonb, address jsonb, slot delivery_slots) returns void
language plpgsql stable as $$
declare
  zone delivery_zones := find_zone_for_address(address);
begin
  if zone.id is distinct from request #>> '{zone,id}'
    or zone.version is distinct from (request #>> '{zone,version}')::integer
    or not slot_serves_zone(zone.id, slot.zone_ids)
  then
    perform refuse('price_changed');
  end if;
end $$;
