-- Replaces all synonyms. request: { actor, ifMatch?, groups: [[term, …], …] }. Returns read_synonyms.
-- Refuses with precondition_failed { version }. No change writes nothing.
create or replace function replace_synonyms(request jsonb) returns jsonb language plpgsql as $$
declare
  stored synonyms;
  changed jsonb;
begin
  select * into stored from synonyms for no key update;
  perform require_version(request, stored.version);
  if stored.groups = request -> 'groups' then
    return read_synonyms('{}');
  end if;
  update synonyms set groups = request -> 'groups', version = version + 1, updated_at = now();
  perform write_synonyms();
  -- Cached searches are dropped.
  perform pg_notify('catalog_changed', '*');
  changed := read_synonyms('{}');
  -- Only the difference: the whole list is long, and most of it is unchanged.
  perform audit(request, 'update', 'synonyms', 'all',
    jsonb_build_object('version', stored.version, 'removed', (
      select coalesce(jsonb_agg(g), '[]') from jsonb_array_elements(stored.groups) g where not (request -> 'groups') @> jsonb_build_array(g))),
    jsonb_build_object('version', stored.version + 1, 'added', (
      select coalesce(jsonb_agg(g), '[]') from jsonb_array_elements(request -> 'groups') g where not stored.groups @> jsonb_build_array(g))));
  return changed;
end $$;
