-- Puts a category at a position among its siblings and renumbers them from 0. A null or too large position is the end. The
-- calling routine holds the lock of the category tree. Versions do not change: a renumbered sibling is not edited.
create or replace function place_category(category_id text, wanted_position integer) returns void language plpgsql as $$
begin
  with sibling as (
    select c.id, c.id = category_id as is_placed, row_number() over (order by c.id = category_id, c.position, c.slug) - 1 as rank
    from categories c
    where c.parent_id is not distinct from (select parent_id from categories where id = category_id)
  ), numbered as (
    select id, row_number() over (
      order by case when is_placed then coalesce(wanted_position, rank) else rank end, is_placed desc) - 1 as place
    from sibling
  )
  update categories c set position = n.place from numbered n where c.id = n.id and c.position <> n.place;
end $$;
