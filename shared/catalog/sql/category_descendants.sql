-- The ids of the category with this slug and of all categories below it. Null for a null slug.
create or replace function category_descendants(category_slug text) returns text[] language sql stable as $$
  select case when category_slug is not null then array(
    with recursive below as (
      select id from categories where slug = category_slug
      union
      select c.id from categories c join below on c.parent_id = below.id
    )
    select id from below
  ) end
$$;
