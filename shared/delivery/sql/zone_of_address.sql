-- The active zone that an address lies in, or a row of nulls. The postcode decides, by the longest beginning that is
-- known; then what the address names, from near to far: district, city, region, country. Only an address that says none
-- of these belongs to the fallback zone: one that names an unknown place is not served.
create or replace function zone_of_address(address jsonb) returns delivery_zones language plpgsql stable as $$
declare
  postcode text := delivery_area('postcode', address ->> 'postcode');
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
      with ordinality as p(written, nearness)
    join delivery_zone_areas a on a.kind = 'district' and a.area = delivery_area('district', p.written)
    join delivery_zones z on z.id = a.zone_id and z.active
    order by p.nearness;
  end if;
  if concat(postcode, address ->> 'district', address ->> 'city', address ->> 'region', address ->> 'country') = '' then
    select z.* into zone from delivery_zones z where z.fallback and z.active;
  end if;
  return zone;
end $$;
