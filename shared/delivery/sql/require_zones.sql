-- Refuses with unknown_zones { zoneIds } when there are no zones of these ids. Null is every zone.
create or replace function require_zones(ids jsonb) returns void language plpgsql stable as $$
declare
  unknown jsonb;
begin
  select jsonb_agg(w.id order by w.id) into unknown
  from jsonb_array_elements_text(case jsonb_typeof(ids) when 'array' then ids else '[]' end) as w(id)
  where not exists (select from delivery_zones z where z.id = w.id);
  if unknown is not null then
    perform refuse('unknown_zones', jsonb_build_object('zoneIds', unknown));
  end if;
end $$;
