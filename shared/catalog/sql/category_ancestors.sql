-- The ids of a category and of all categories above it.
create or replace function category_ancestors(category text) returns text[] language plpgsql stable as $$
begin
  return (
    with recursive above as (
      select id, parent_id from categories where id = category
      union
      select c.id, c.parent_id from categories c join above on c.id = above.parent_id
    )
    select array_agg(id order by id) from above
  );
end $$;
