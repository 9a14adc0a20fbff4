-- A coupon as the back office and the audit log see it: its categories by slug.
create or replace function coupon_record(coupon coupons) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object(
    'code', coupon.code, 'type', coupon.type, 'value', coupon.value, 'description', coupon.description,
    'minimumSpend', coupon.minimum_spend, 'maximumDiscount', coupon.maximum_discount, 'startsAt', coupon.starts_at,
    'endsAt', coupon.ends_at, 'usageLimit', coupon.usage_limit, 'perCustomerLimit', coupon.per_customer_limit,
    'skus', coupon.skus, 'categories', case when coupon.category_ids is not null then coalesce((
      select jsonb_agg(c.slug order by c.slug) from categories c where c.id = any (coupon.category_ids)), '[]') end,
    'redeemed', coupon.redeemed, 'active', coupon.active, 'version', coupon.version,
    'createdAt', coupon.created_at, 'updatedAt', coupon.updated_at);
end $$;
