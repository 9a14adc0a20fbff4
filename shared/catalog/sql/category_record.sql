-- A category for the back office and the audit log. Null for an unknown id. products counts all products of the category
-- itself, also inactive ones: they are what prevents its deletion.
create or replace function category_record(category_id text) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'slug', c.slug, 'name', c.name, 'parent', parent.slug, 'position', c.position, 'image', c.image,
      'products', (select count(*) from products p where p.category_id = c.id),
      'children', (select count(*) from categories child where child.parent_id = c.id),
      'version', c.version, 'createdAt', c.created_at, 'updatedAt', c.updated_at)
    from categories c left join categories parent on parent.id = c.parent_id
    where c.id = category_record.category_id);
end $$;
