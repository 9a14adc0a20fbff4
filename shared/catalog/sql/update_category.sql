-- Changes the given fields of a category.
-- request: { actor, ifMatch?, slug, changes: { slug?, name?, parent? (slug, or null for the top), position?, image? } }
-- A former slug still leads to the category. A category that moves becomes the last of its new siblings unless a position
-- is given. Returns its category_record. A change without effect writes nothing.
-- Refuses with category_not_found, precondition_failed { version }, category_exists { slug },
-- unknown_categories { categories }, category_cycle, category_too_deep.
create or replace function update_category(request jsonb) returns jsonb language plpgsql as $$
declare
  changes constant jsonb := request -> 'changes';
  stored categories;
  wanted categories;
  before jsonb;
  after jsonb;
begin
  perform lock_category_tree(true);
  select * into stored from categories where slug = request ->> 'slug' for no key update;
  if stored.id is null then
    perform refuse('category_not_found');
  end if;
  perform require_version(request, stored.version);
  before := category_record(stored.id);

  wanted := jsonb_populate_record(stored, changes - 'parent' - 'position');
  if changes ? 'parent' then
    wanted.parent_id := (category_ids_by_slug(nullif(jsonb_build_array(changes -> 'parent'), '[null]')))[1];
  end if;
  if wanted.parent_id is distinct from stored.parent_id and stored.id = any (category_ancestors(wanted.parent_id)) then
    perform refuse('category_cycle', jsonb_build_object('parent', changes -> 'parent'));
  end if;
  if wanted.slug <> stored.slug and coalesce(category_id_by_slug(wanted.slug), stored.id) <> stored.id then
    perform refuse('category_exists', jsonb_build_object('slug', wanted.slug));
  end if;

  if wanted is distinct from stored then
    if wanted.slug <> stored.slug then
      delete from category_former_slugs where slug = wanted.slug;
      insert into category_former_slugs (slug, category_id) values (stored.slug, stored.id);
    end if;
    update categories set
      slug = wanted.slug, name = wanted.name, parent_id = wanted.parent_id, image = wanted.image,
      name_edited = name_edited or wanted.name <> stored.name,
      -- The end of its new siblings, until place_category numbers them.
      position = case when wanted.parent_id is distinct from stored.parent_id then 2147483647 else position end
    where id = stored.id;
    perform require_category_depth(stored.id);
  end if;
  if changes ? 'position' or wanted.parent_id is distinct from stored.parent_id then
    perform place_category(stored.id, (changes ->> 'position')::integer);
  end if;
  after := category_record(stored.id);
  if after = before then
    return before;
  end if;
  update categories set version = version + 1, updated_at = now() where id = stored.id;
  after := category_record(stored.id);
  perform audit(request, 'update', 'category', stored.slug, before, after);
  return after;
end $$;
