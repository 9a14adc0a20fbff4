-- The JSON of a delivery zone for the back office and the audit log, with the area names as staff wrote them.
create or replace function delivery_zone_record(zone delivery_zones) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object(
    'id', zone.id, 'name', zone.name,
    'districts', coalesce((
      select jsonb_agg(a.entered_name order by a.area) from delivery_zone_areas a
      where a.zone_id = zone.id and a.kind = 'district'), '[]'),
    'postcodes', coalesce((
      select jsonb_agg(a.entered_name order by a.area) from delivery_zone_areas a
      where a.zone_id = zone.id and a.kind = 'postcode'), '[]'),
    'minimumBasket', zone.minimum_basket, 'fee', zone.fee, 'freeFrom', zone.free_from, 'fallback', zone.fallback,
    'active', zone.active, 'version', zone.version, 'createdAt', zone.created_at, 'updatedAt', zone.updated_at);
end $$;
