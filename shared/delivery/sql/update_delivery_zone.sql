-- Changes the given fields of a delivery zone. request: { actor, ifMatch?, zoneId, changes: fields as in
-- create_delivery_zone }. Returns its delivery_zone_record. If no value differs, the version stays the same and nothing is
-- audited.
-- Refuses with zone_not_found, precondition_failed { version }, area_taken { area, zoneId }, free_delivery_below_minimum.
-- An order priced with the old version is refused in check_delivery.
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
  -- Older zones with inconsistent terms can still be changed in other fields.
  if (wanted.free_from, wanted.minimum_basket) is distinct from (stored.free_from, stored.minimum_basket) then
    perform require_consistent_zone_terms(wanted);
  end if;
  if wanted.fallback and not stored.fallback then
    perform unset_fallback_zone(request);
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
