-- Changes the given columns of a coupon. request: { actor, ifMatch?, code, changes: the columns of create_coupon without
-- the code }. Returns its coupon_record. If no value differs, the version stays the same and nothing is audited.
-- Refuses with coupon_does_not_exist, precondition_failed { version }, unknown_products { skus },
-- unknown_categories { categories }.
-- An order priced with the old version is refused in redeem_coupon.
create or replace function update_coupon(request jsonb) returns jsonb language plpgsql as $$
declare
  changes jsonb := request -> 'changes';
  stored coupons;
  wanted coupons;
begin
  if changes ? 'categories' then
    perform lock_category_tree(false);
  end if;
  select * into stored from coupons where code = request ->> 'code' for no key update;
  if stored.id is null then
    perform refuse('coupon_does_not_exist');
  end if;
  perform require_version(request, stored.version);

  wanted := jsonb_populate_record(stored, changes);
  perform require_products(changes -> 'skus');
  if changes ? 'skus' then
    wanted.skus := product_skus(changes -> 'skus');
  end if;
  if changes ? 'categories' then
    wanted.category_ids := category_ids_by_slug(changes -> 'categories');
  end if;
  if wanted is not distinct from stored then
    return coupon_record(stored);
  end if;

  update coupons set
    type = wanted.type, value = wanted.value, description = wanted.description, minimum_spend = wanted.minimum_spend,
    maximum_discount = wanted.maximum_discount, starts_at = wanted.starts_at, ends_at = wanted.ends_at,
    usage_limit = wanted.usage_limit, per_customer_limit = wanted.per_customer_limit, skus = wanted.skus,
    category_ids = wanted.category_ids, active = wanted.active, version = version + 1, updated_at = now()
  where id = stored.id
  returning * into wanted;
  perform audit(request, 'update', 'coupon', stored.code, coupon_record(stored), coupon_record(wanted));
  return coupon_record(wanted);
end $$;
