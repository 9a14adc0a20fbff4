-- A new delivery zone. request: { actor, zoneId, zone: { name, minimum_basket, fee, free_from, fallback, active,
-- districts, postcodes } }. Answers its delivery_zone_record. Refuses with area_taken { area, zoneId }, free_delivery_below_minimum.
-- Changes of zones are few, and touch each other's areas: one at a time. Whoever orders only reads, and waits for none.
create or replace function create_delivery_zone(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted delivery_zones := jsonb_populate_record(null::delivery_zones, request -> 'zone');
  made delivery_zones;
begin
  perform require_meaningful_terms(wanted);
  lock table delivery_zones in share row exclusive mode;
  if wanted.fallback then
    perform end_fallback_zone(request);
  end if;
  insert into delivery_zones (id, name, minimum_basket, fee, free_from, fallback, active)
  values (request ->> 'zoneId', wanted.name, wanted.minimum_basket, wanted.fee, wanted.free_from, wanted.fallback,
    wanted.active)
  returning * into made;
  perform set_zone_areas(made.id, 'district', request #> '{zone,districts}');
  perform set_zone_areas(made.id, 'postcode', request #> '{zone,postcodes}');
  perform audit(request, 'create', 'delivery_zone', made.id, null, delivery_zone_record(made));
  return delivery_zone_record(made);
end $$;
