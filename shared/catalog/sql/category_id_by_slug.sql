-- The id of the category with this slug, or of the category that had the slug before it was renamed or merged. Null for an
-- unknown slug.
create or replace function category_id_by_slug(wanted_slug text) returns text language sql stable as $$
  select coalesce(
    (select id from categories where slug = wanted_slug),
    (select category_id from category_former_slugs where slug = wanted_slug))
$$;
