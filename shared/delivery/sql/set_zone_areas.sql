-- Replaces a zone's areas of one kind. names: as staff wrote them; null leaves the areas unchanged.
-- Refuses with area_taken { area, zoneId } when an area belongs to another zone.
-- The caller has locked delivery_zones against other changes.
create or replace function set_zone_areas(wanted_zone text, wanted_kind text, names jsonb) returns void
language plpgsql as $$
declare
  taken record;
begin
  if jsonb_typeof(names) is distinct from 'array' then
    return;
  end if;
  select n.value as area, a.zone_id into taken
  from jsonb_array_elements_text(names) n
  join delivery_zone_areas a on a.kind = wanted_kind and a.area = normalize_area_name(wanted_kind, n.value)
  where a.zone_id <> wanted_zone
  order by a.area;
  if found then
    perform refuse('area_taken', jsonb_build_object('area', taken.area, 'zoneId', taken.zone_id));
  end if;

  delete from delivery_zone_areas where zone_id = wanted_zone and kind = wanted_kind;
  insert into delivery_zone_areas (kind, area, zone_id, entered_name)
  select wanted_kind, normalize_area_name(wanted_kind, n.value), wanted_zone, n.value
  from jsonb_array_elements_text(names) n
  on conflict (kind, area) do nothing;
end $$;
