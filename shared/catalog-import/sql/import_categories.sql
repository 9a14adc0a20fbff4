-- Finds or makes the categories of an import.
--
-- In:  { "actor", "source", "categories": [{ "id", "parent_id" | null, "name": { "en": … }, "slugs": [candidate, …] }] }, parents first.
--      An id comes from the category's path in the file, so the same path is the same category on every day.
-- Out: { "ids": { id asked for: id it has }, "created", "changed" }
--
-- A category that staff or a seed made under the same parent with the same English name (the same Chinese one, where
-- the file has no English) is used, and only gets the languages that it lacks. Slugs are given once and never changed,
-- for they are addresses. Languages that the file doesn't name keep their text.
-- One import at a time gives out slugs; the lock ends with the call.
create or replace function import_categories(batch jsonb) returns jsonb language plpgsql as $$
declare
  asked jsonb;
  ids jsonb := '{}';
  parent text;
  language text;
  found_id text;
  found_name jsonb;
  wanted_name jsonb;
  created integer := 0;
  changed integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('import_categories'));
  for asked in select value from jsonb_array_elements(batch -> 'categories') loop
    parent := coalesce(ids ->> (asked ->> 'parent_id'), asked ->> 'parent_id');

    language := case when asked -> 'name' ? 'en' then 'en' else 'zh-Hant' end;

    select id, name into found_id, found_name from categories where id = asked ->> 'id';
    if not found then
      select id, name into found_id, found_name from categories
      where parent_id is not distinct from parent and lower(name ->> language) = lower(asked -> 'name' ->> language)
      order by id limit 1;
      wanted_name := (asked -> 'name') || found_name;
    else
      wanted_name := found_name || (asked -> 'name');
    end if;

    if found_id is null then
      found_id := asked ->> 'id';
      insert into categories (id, slug, parent_id, name, position)
      select found_id, candidate, parent, asked -> 'name',
        (select count(*) from categories where parent_id is not distinct from parent)
      from jsonb_array_elements_text(asked -> 'slugs') with ordinality as slugs (candidate, rank)
      where not exists (select 1 from categories where slug = candidate)
      order by rank limit 1;
      created := created + 1;
    elsif wanted_name <> found_name then
      update categories set name = wanted_name where id = found_id;
      changed := changed + 1;
    end if;
    ids := ids || jsonb_build_object(asked ->> 'id', found_id);
  end loop;
  if created + changed > 0 then
    perform audit(batch, 'import', 'catalog', batch ->> 'source', null, jsonb_build_object('categories',
      jsonb_build_object('created', created, 'changed', changed)));
  end if;
  return jsonb_build_object('ids', ids, 'created', created, 'changed', changed);
end $$;
