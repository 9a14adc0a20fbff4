-- Deletes an empty category. request: { actor, ifMatch?, slug }. Returns {}.
-- Refuses with category_not_found, precondition_failed { version }, and category_not_empty { products, skus, categories,
-- coupons }: how many products it has, active or not, the first ten of them, the categories below it, and the current
-- coupons that aim at it.
create or replace function delete_category(request jsonb) returns jsonb language plpgsql as $$
declare
  MOST_NAMED constant integer := 10;
  doomed categories;
  before jsonb;
  obstacles jsonb;
begin
  perform lock_category_tree(true);
  select * into doomed from categories where slug = request ->> 'slug';
  if doomed.id is null then
    perform refuse('category_not_found');
  end if;
  perform require_version(request, doomed.version);
  -- An import holds no lock of the tree. This waits for products that it is adding to the category.
  perform from categories where id = doomed.id for update;
  before := category_record(doomed.id);
  obstacles := jsonb_build_object(
    'products', before -> 'products',
    'skus', array(select sku from products where category_id = doomed.id order by sku limit MOST_NAMED),
    'categories', array(select slug from categories where parent_id = doomed.id order by slug limit MOST_NAMED),
    'coupons', array(
      select code from coupons
      where category_ids @> array[doomed.id] and active and (ends_at is null or ends_at > now())
      order by code limit MOST_NAMED));
  if obstacles <> '{"products": 0, "skus": [], "categories": [], "coupons": []}' then
    perform refuse('category_not_empty', obstacles);
  end if;
  delete from categories where id = doomed.id;
  perform audit(request, 'delete', 'category', doomed.slug, before, null);
  return '{}';
end $$;
