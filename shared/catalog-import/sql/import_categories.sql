-- Finds or creates the categories of an import.
--
-- In:  { "actor", "source", "categories": [{ "id", "parent_id" | null, "name": { "en": … }, "slugs": [candidate, …] }] }, parents first.
--      An id comes from the category's path in the file, so the same path is the same category on every day.
-- Out: { "ids": { requested id: id of the category }, "created", "changed" }
--
-- A category that staff merged into another is that other one, and a name that staff changed stays.
-- A category that staff or the seed created under the same parent with the same English name (the same Chinese name, if
-- the file has no English) is used, and only gets the languages that it lacks. A slug never changes: it is part of URLs.
-- Languages that the file doesn't have keep their text.
-- The lock lets one import at a time choose slugs, and no category vanishes. It ends with the transaction.
create or replace function import_categories(batch jsonb) returns jsonb language plpgsql as $$
declare
  requested jsonb;
  ids jsonb := '{}';
  parent text;
  language text;
  found_id text;
  found_name jsonb;
  keeps_name boolean;
  merged_name jsonb;
  created integer := 0;
  changed integer := 0;
begin
  perform lock_category_tree(true);
  for requested in select value from jsonb_array_elements(batch -> 'categories') loop
    parent := coalesce(ids ->> (requested ->> 'parent_id'), requested ->> 'parent_id');

    language := case when requested -> 'name' ? 'en' then 'en' else 'zh-Hant' end;

    select id, name, name_edited into found_id, found_name, keeps_name from categories where id = requested ->> 'id';
    if not found then
      select c.id, c.name, true into found_id, found_name, keeps_name
      from category_former_ids f join categories c on c.id = f.category_id where f.id = requested ->> 'id';
    end if;
    if found then
      merged_name := case when keeps_name then (requested -> 'name') || found_name else found_name || (requested -> 'name') end;
    else
      select id, name into found_id, found_name from categories
      where parent_id is not distinct from parent and lower(name ->> language) = lower(requested -> 'name' ->> language)
      order by id limit 1;
      merged_name := (requested -> 'name') || found_name;
    end if;

    if found_id is null then
      found_id := requested ->> 'id';
      insert into categories (id, slug, parent_id, name, position)
      select found_id, candidate, parent, requested -> 'name',
        (select count(*) from categories where parent_id is not distinct from parent)
      from jsonb_array_elements_text(requested -> 'slugs') with ordinality as slugs (candidate, rank)
      where category_id_by_slug(candidate) is null
      order by rank limit 1;
      created := created + 1;
    elsif merged_name <> found_name then
      update categories set name = merged_name where id = found_id;
      changed := changed + 1;
    end if;
    ids := ids || jsonb_build_object(requested ->> 'id', found_id);
  end loop;
  if created + changed > 0 then
    perform audit(batch, 'import', 'catalog', batch ->> 'source', null, jsonb_build_object('categories',
      jsonb_build_object('created', created, 'changed', changed)));
  end if;
  return jsonb_build_object('ids', ids, 'created', created, 'changed', changed);
end $$;
