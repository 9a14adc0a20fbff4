-- Creates a delivery zone. request: { actor, zoneId, zone: { name, minimum_basket, fee, free_from, fallback, active,
-- districts, postcodes } }. Returns its delivery_zone_record.
-- Refuses with area_taken { area, zoneId }, free_delivery_below_minimum.
-- The table lock runs changes of zones one at a time, because they can claim the same area. It does not block orders,
-- which only read zones.
create or replace function create_delivery_zone(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted delivery_zones := jsonb_populate_record(null::delivery_zones, request -> 'zone');
  created delivery_zones;
begin
  perform require_consistent_zone_terms(wanted);
  lock table delivery_zones in share row exclusive mode;
  if wanted.fallback then
    perform unset_fallback_zone(request);
  end if;
  insert into delivery_zones (id, name, minimum_basket, fee, free_from, fallback, active)
  values (request ->> 'zoneId', wanted.name, wanted.minimum_basket, wanted.fee, wanted.free_from, wanted.fallback,
    wanted.active)
  returning * into created;
  perform set_zone_areas(created.id, 'district', request #> '{zone,districts}');
  perform set_zone_areas(created.id, 'postcode', request #> '{zone,postcodes}');
  perform audit(request, 'create', 'delivery_zone', created.id, null, delivery_zone_record(created));
  return delivery_zone_record(created);
end $$;
