-- Creates a category, by default as the last of its siblings.
-- request: { actor, id, slugs: [candidate, …], name, parent (slug) | null, position | null, image | null }
-- The category gets the first free slug. Slugs of categories and former slugs are not free.
-- Returns its category_record. Refuses with category_exists { slug }, unknown_categories { categories }, category_too_deep.
create or replace function create_category(request jsonb) returns jsonb language plpgsql as $$
declare
  new_id constant text := request ->> 'id';
  free_slug text;
  parent text;
  created jsonb;
begin
  perform lock_category_tree(true);
  if request ->> 'parent' is not null then
    parent := (category_ids_by_slug(jsonb_build_array(request -> 'parent')))[1];
  end if;
  select candidate into free_slug
  from jsonb_array_elements_text(request -> 'slugs') with ordinality as slugs (candidate, rank)
  where category_id_by_slug(candidate) is null order by rank limit 1;
  if free_slug is null then
    perform refuse('category_exists', jsonb_build_object('slug', request #>> '{slugs,0}'));
  end if;
  insert into categories (id, slug, parent_id, name, position, image, name_edited)
  values (new_id, free_slug, parent, request -> 'name', 2147483647, request ->> 'image', true);
  perform require_category_depth(new_id);
  perform place_category(new_id, (request ->> 'position')::integer);
  created := category_record(new_id);
  perform audit(request, 'create', 'category', free_slug, null, created);
  return created;
end $$;
