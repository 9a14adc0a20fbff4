-- The ids of the categories with these slugs; null for null. Refuses with unknown_categories { categories }, the slugs that
-- do not exist.
create or replace function category_ids_by_slug(slugs jsonb) returns text[] language plpgsql as $$
declare
  unknown jsonb;
begin
  if coalesce(slugs, 'null') = 'null' then
    return null;
  end if;
  select jsonb_agg(s.slug order by s.slug) into unknown from jsonb_array_elements_text(slugs) as s(slug)
  where not exists (select from categories c where c.slug = s.slug);
  if unknown is not null then
    perform refuse('unknown_categories', jsonb_build_object('categories', unknown));
  end if;
  return array(
    select c.id from categories c
    where c.slug in (select jsonb_array_elements_text(slugs)) order by c.id);
end $$;
