-- The ids of the category with this slug, or former slug, and of all categories below it. Null for a null slug.
create or replace function category_descendants(category_slug text) returns text[] language sql stable as $$
  select case when category_slug is not null then array(
    with recursive below as (
      -- As in category_id_by_slug. Without a call Postgres inlines this function, and evaluates it once instead of per row.
      select coalesce(
        (select id from categories where slug = category_slug),
        (select category_id from category_former_slugs where slug = category_slug)) as id
      union
      select c.id from categories c join below on c.parent_id = below.id
    )
    select id from below where id is not null
  ) end
$$;
