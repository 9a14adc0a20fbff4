-- The active zone of an address, or a row of nulls. The longest known prefix of the postcode decides. Without one, the first
-- known area of district, city, region and country decides. An address without any of these fields belongs to the fallback
-- zone; an address with only unknown areas has no zone.
create or replace function find_zone_for_address(address jsonb) returns delivery_zones language plpgsql stable as $$
declare
  postcode text := normalize_area_name('postcode', address ->> 'postcode');
  zone delivery_zones;
begin
  select z.* into zone
  from generate_series(1, length(postcode)) as l(letters)
  join delivery_zone_areas a on a.kind = 'postcode' and a.area = left(postcode, l.letters)
  join delivery_zones z on z.id = a.zone_id and z.active
  order by l.letters desc;
  if zone.id is null then
    select z.* into zone
    from unnest(array[address ->> 'district', address ->> 'city', address ->> 'region', address ->> 'country'])
      with ordinality as p(name, nearness)
    join delivery_zone_areas a on a.kind = 'district' and a.area = normalize_area_name('district', p.name)
    join delivery_zones z on z.id = a.zone_id and z.active
    order by p.nearness;
  end if;
  if concat(postcode, address ->> 'district', address ->> 'city', address ->> 'region', address ->> 'country') = '' then
    select z.* into zone from delivery_zones z where z.fallback and z.active;
  end if;
  return zone;
end $$;
