-- Merges a category into another one: its products, the categories below it, and the coupons that aim at it move there. Its
-- slug still leads to the remaining category, and imports that name it use that category.
-- request: { actor, ifMatch?, slug, into (slug) }
-- Returns the category_record of the remaining category.
-- Refuses with category_not_found, precondition_failed { version }, unknown_categories { categories },
-- category_cycle when both are the same or the remaining category is below the other, category_too_deep.
-- Locks: the category tree, products by SKU, coupons by id, the merged category.
create or replace function merge_categories(request jsonb) returns jsonb language plpgsql as $$
declare
  merged categories;
  target text;
  before jsonb;
  batch text[];
  moved integer := 0;
  coupons_changed integer;
begin
  perform lock_category_tree(true);
  select * into merged from categories where slug = request ->> 'slug';
  if merged.id is null then
    perform refuse('category_not_found');
  end if;
  perform require_version(request, merged.version);
  target := (category_ids_by_slug(jsonb_build_array(request -> 'into')))[1];
  if merged.id = any (category_ancestors(target)) then
    perform refuse('category_cycle', jsonb_build_object('parent', request -> 'into'));
  end if;
  before := category_record(merged.id);

  loop
    batch := array(select sku from products where category_id = merged.id order by sku for no key update);
    update products set category_id = target, version = version + 1, updated_at = now() where sku = any (batch);
    moved := moved + cardinality(batch);
    -- An import holds no lock of the tree. This waits for products that it is adding to the category.
    perform from categories where id = merged.id for update;
    exit when not exists (select from products where category_id = merged.id);
  end loop;
  perform from coupons where category_ids @> array[merged.id] order by id for no key update;
  update coupons set
    category_ids = array(select distinct category from unnest(array_replace(category_ids, merged.id, target)) as category order by 1),
    version = version + 1, updated_at = now()
  where category_ids @> array[merged.id];
  get diagnostics coupons_changed = row_count;
  update categories set
    parent_id = target,
    position = position + (select count(*) from categories where parent_id = target),
    version = version + 1, updated_at = now()
  where parent_id = merged.id;
  perform require_category_depth(target);
  update category_former_slugs set category_id = target where category_id = merged.id;
  update category_former_ids set category_id = target where category_id = merged.id;

  delete from categories where id = merged.id;
  insert into category_former_slugs (slug, category_id) values (merged.slug, target);
  insert into category_former_ids (id, category_id) values (merged.id, target);
  update categories set version = version + 1, updated_at = now() where id = target;
  perform audit(request, 'merge', 'category', merged.slug, before, jsonb_build_object(
    'into', category_record(target) ->> 'slug', 'products', moved, 'coupons', coupons_changed));
  return category_record(target);
end $$;
