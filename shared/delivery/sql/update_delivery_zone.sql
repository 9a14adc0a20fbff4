-- Changes what is sent of a delivery zone, and leaves the rest. request: { actor, ifMatch?, zoneId, changes: what
-- create_delivery_zone takes }. Answers its delivery_zone_record; a change that changes nothing is none.
-- Refuses with zone_not_found, precondition_failed { version }, area_taken { area, zoneId }, free_delivery_below_minimum.
-- What is already priced with the zone is refused where it is ordered, because the version is another.
create or replace function update_delivery_zone(request jsonb) returns jsonb language plpgsql as $$
declare
  changes jsonb := request -> 'changes';
  stored delivery_zones;
  wanted delivery_zones;
  before jsonb;
begin
  lock table delivery_zones in share row exclusive mode;
  select * into stored from delivery_zones where id = request ->> 'zoneId';
  if stored.id is null then
    perform refuse('zone_not_found', jsonb_build_object('zoneId', request -> 'zoneId'));
  end if;
  perform require_version(request, stored.version);

  before := delivery_zone_record(stored);
  wanted := jsonb_populate_record(stored, changes);
  -- Zones from before this was refused can still be changed in all else.
  if (wanted.free_from, wanted.minimum_basket) is distinct from (stored.free_from, stored.minimum_basket) then
    perform require_meaningful_terms(wanted);
  end if;
  if wanted.fallback and not stored.fallback then
    perform end_fallback_zone(request);
  end if;
  perform set_zone_areas(stored.id, 'district', changes -> 'districts');
  perform set_zone_areas(stored.id, 'postcode', changes -> 'postcodes');
  if delivery_zone_record(wanted) = before then
    return before;
  end if;

  update delivery_zones set
    name = wanted.name, minimum_basket = wanted.minimum_basket, fee = wanted.fee, free_from = wanted.free_from,
    fallback = wanted.fallback, active = wanted.active, version = version + 1, updated_at = now()
  where id = stored.id
  returning * into wanted;
  perform audit(request, 'update', 'delivery_zone', stored.id, before, delivery_zone_record(wanted));
  return delivery_zone_record(wanted);
end $$;
