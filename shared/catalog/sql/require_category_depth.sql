-- Refuses with category_too_deep { levels, maximum } when the subtree of a category reaches below the last level that the
-- shop shows. Menus and the nested answer of GET /categories need a limit.
create or replace function require_category_depth(category_id text) returns void language plpgsql as $$
declare
  MOST_LEVELS constant integer := 8;
  levels integer;
begin
  with recursive below as (
    select category_id collate "C" as id, 0 as depth
    union all
    -- Imports may create deeper trees, which this only reads as far as it has to.
    select c.id, depth + 1 from categories c join below on c.parent_id = below.id where depth < MOST_LEVELS
  )
  select cardinality(category_ancestors(category_id)) + max(depth) into levels from below;
  if levels > MOST_LEVELS then
    perform refuse('category_too_deep', jsonb_build_object('levels', levels, 'maximum', MOST_LEVELS));
  end if;
end $$;
