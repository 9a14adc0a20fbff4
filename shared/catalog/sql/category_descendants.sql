-- The ids of a category, named by its slug, and of all below it; null for no slug.
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
