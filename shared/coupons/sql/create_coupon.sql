-- Creates a coupon. request: { actor, couponId, coupon: { code, type, value, description, minimum_spend,
-- maximum_discount, starts_at, ends_at, usage_limit, per_customer_limit, skus, active, categories (slugs) } }.
-- Returns its coupon_record.
-- Refuses with coupon_exists, unknown_products { skus }, unknown_categories { categories }.
create or replace function create_coupon(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted coupons := jsonb_populate_record(null::coupons, request -> 'coupon');
  created coupons;
begin
  perform require_products(request #> '{coupon,skus}');
  wanted.skus := product_skus(request #> '{coupon,skus}');
  insert into coupons (id, code, type, value, description, minimum_spend, maximum_discount, starts_at, ends_at,
    usage_limit, per_customer_limit, skus, category_ids, active)
  values (request ->> 'couponId', wanted.code, wanted.type, wanted.value, wanted.description, wanted.minimum_spend,
    wanted.maximum_discount, wanted.starts_at, wanted.ends_at, wanted.usage_limit, wanted.per_customer_limit,
    wanted.skus, category_ids_by_slug(request #> '{coupon,categories}'), wanted.active)
  on conflict (code) do nothing
  returning * into created;
  if created.id is null then
    perform refuse('coupon_exists');
  end if;
  perform audit(request, 'create', 'coupon', created.code, null, coupon_record(created));
  return coupon_record(created);
end $$;
