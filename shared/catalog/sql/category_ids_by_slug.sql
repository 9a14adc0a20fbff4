-- The ids of the categories with these slugs, or former slugs; null for null. Refuses with unknown_categories { categories },
-- the slugs that do not exist. Locks the category tree against changes: call it before locking a row.
create or replace function category_ids_by_slug(slugs jsonb) returns text[] language plpgsql as $$
declare
  unknown jsonb;
begin
  if coalesce(slugs, 'null') = 'null' then
    return null;
  end if;
  perform lock_category_tree(false);
  select jsonb_agg(s.slug order by s.slug) into unknown from jsonb_array_elements_text(slugs) as s(slug)
  where category_id_by_slug(s.slug) is null;
  if unknown is not null then
    perform refuse('unknown_categories', jsonb_build_object('categories', unknown));
  end if;
  return array(select distinct category_id_by_slug(s.slug) from jsonb_array_elements_text(slugs) as s(slug) order by 1);
end $$;
