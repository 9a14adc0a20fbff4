-- The active zone that an address lies in, or a row of nulls. The postcode decides, by the longest beginning that is
-- known; then what the address names, from near to far: district, city, region, country. Only an address that says none
-- of these belongs to the fallback zone: one that names an unknown place is not served.
create or replace function zone_of_address(address jsonb) returns delivery_zones language plpgsql stable as $$
declare
  postcode text := delivery_area('postcode', address ->> 'postcode');
  places text[] := array(
    select delivery_area('district', p.written)
    from unnest(array[address ->> 'district', address ->> 'city', address ->> 'region', address ->> 'country'])
      with ordinality as p(written, nearness)
    where p.written <> '' order by p.nearness);
  zone delivery_zones;
begin
  if postcode <> '' then
    select z.* into zone
    from generate_series(length(postcode), 1, -1) as l(letters)
    join delivery_zone_areas a on a.kind = 'postcode' and a.area = left(postcode, l.letters)
    join delivery_zones z on z.id = a.zone_id and z.active
    order by l.letters desc limit 1;
  end if;
  if zone.id is null and places <> '{}' then
    select z.* into zone
    from unnest(places) with ordinality as p(area, nearness)
    join delivery_zone_areas a on a.kind = 'district' and a.area = p.area
    join delivery_zones z on z.id = a.zone_id and z.active
    order by p.nearness limit 1;
  end if;
  if coalesce(postcode, '') = '' and places = '{}' then
    select z.* into zone from delivery_zones z where z.fallback and z.active;
  end if;
  return zone;
end $$;
