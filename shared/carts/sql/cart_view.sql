-- Everything that is needed to price a cart now, in one read.
-- request: { cartId, customerId? (the caller; unset for a guest), couponCode? (a coupon to try instead of the cart's),
--   delivery?: { slotId, address } (a delivery to try instead of the cart's), customer? (a guest whose coupon uses count) }
-- result: null for an unknown cart and for the cart of another customer, else { cart, lines, claims, promotions, coupon,
--   usedByCustomer, slot, zone, served, birthDate (of the caller), orderId, now }. zone is null without a slot, and if no
--   zone has the address.
create or replace function cart_view(request jsonb) returns json language plpgsql stable as $$
declare
  cart carts;
  coupon coupons;
  zone delivery_zones;
begin
  select * into cart from carts where id = request ->> 'cartId';
  if cart.id is null or cart.customer_id <> coalesce(request ->> 'customerId', '') then
    return null;
  end if;
  if request ? 'delivery' then
    cart.slot_id := request #>> '{delivery,slotId}';
    cart.address := request #> '{delivery,address}';
  end if;
  if cart.slot_id is not null then
    zone := find_zone_for_address(cart.address);
  end if;
  select * into coupon from coupons c where c.code = coalesce(request ->> 'couponCode', cart.coupon_code);

  return json_build_object(
    'cart', json_build_object('id', cart.id, 'status', cart.status, 'customerId', cart.customer_id,
      'currency', cart.currency, 'couponCode', cart.coupon_code, 'address', cart.address, 'pickup', cart.pickup, 'bags', cart.bags,
      'fees', jsonb_build_array(jsonb_build_object('code', 'bags', 'amount', cart.bags * cart.bag_fee),
        jsonb_build_object('code', 'tip', 'amount', cart.tip)),
      'version', cart.version, 'mergedInto', cart.merged_into),
    'lines', coalesce((
      select json_agg(json_build_object(
        'sku', l.sku, 'quantity', l.quantity, 'substitution', l.substitution, 'name', p.name, 'unit', p.unit,
        'price', p.price, 'priceQuantity', p.price_quantity, 'active', p.active,
        'ageRestricted', p.age_restricted, 'orderLimit', p.order_limit, 'available', i.on_hand - i.held + expired.units,
        'categoryIds', case when coupon.category_ids is null then array[p.category_id]
                            else category_ancestors(p.category_id) end
      ) order by l.added_at, l.sku)
      from cart_lines l
      join products p on p.sku = l.sku
      join inventory i on i.sku = l.sku
      cross join lateral (
        select coalesce(sum(h.quantity), 0)::integer as units from stock_holds h
        where h.sku = l.sku and h.expires_at <= now()
      ) expired
      where l.cart_id = cart.id), '[]'),
    'claims', coalesce((
      select json_agg(json_build_object(
        'claimId', c.id, 'sku', s.sku, 'quantity', c.quantity, 'name', p.name, 'unit', p.unit, 'price', c.price,
        'priceQuantity', p.price_quantity, 'ageRestricted', p.age_restricted, 'expiresAt', c.expires_at,
        'live', c.status = 'bought' or c.status = 'held' and c.expires_at > now(),
        'active', c.status = 'bought' or p.active
      ) order by c.created_at, c.id)
      from flash_sale_claims c
      join flash_sales s on s.id = c.sale_id
      join products p on p.sku = s.sku
      where c.cart_id = cart.id), '[]'),
    'promotions', coalesce((
      select json_agg(json_build_object(
        'id', r.id, 'version', r.version, 'code', r.code, 'kind', r.kind, 'quantity', r.quantity, 'amount', r.amount,
        'freeQuantity', r.free_quantity, 'freeChoice', r.free_choice, 'percent', r.percent,
        'description', r.description, 'skus', matched.skus
      ) order by r.id)
      from (
        select pp.promotion_id, json_agg(pp.sku order by pp.sku) as skus
        from cart_lines l join promotion_products pp on pp.sku = l.sku
        where l.cart_id = cart.id group by pp.promotion_id
      ) matched
      join promotions r on r.id = matched.promotion_id
      where r.active and (r.starts_at is null or r.starts_at <= now()) and (r.ends_at is null or r.ends_at > now())),
      '[]'),
    'coupon', case when coupon.id is not null then json_build_object(
      'id', coupon.id, 'version', coupon.version, 'code', coupon.code, 'type', coupon.type, 'value', coupon.value,
      'description', coupon.description, 'minimumSpend', coupon.minimum_spend,
      'maximumDiscount', coupon.maximum_discount, 'startsAt', coupon.starts_at, 'endsAt', coupon.ends_at,
      'usageLimit', coupon.usage_limit, 'perCustomerLimit', coupon.per_customer_limit, 'skus', coupon.skus,
      'categoryIds', coupon.category_ids, 'redeemed', coupon.redeemed, 'active', coupon.active) end,
    'usedByCustomer', case when coupon.id is null then 0 else
      count_coupon_uses(coupon.id, buyer_identity(request ->> 'customerId', request ->> 'customer')) end,
    'slot', (
      select json_build_object('id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'cutoffAt', s.cutoff_at,
        'fee', s.fee, 'open', s.active and s.cutoff_at > now(), 'reservable', reservation_covers(s.ends_at),
        'remaining', s.capacity - s.booked
          + (select count(*) from slot_bookings b where b.slot_id = s.id and b.expires_at <= now()))
      from delivery_slots s where s.id = cart.slot_id),
    'zone', case when zone.id is not null then json_build_object('id', zone.id, 'version', zone.version,
      'fee', zone.fee, 'freeFrom', zone.free_from, 'minimumBasket', zone.minimum_basket) end,
    'served', cart.slot_id is null
      or slot_serves_zone(zone.id, (select s.zone_ids from delivery_slots s where s.id = cart.slot_id)),
    'birthDate', (select c.birth_date from customers c where c.id = request ->> 'customerId'),
    'orderId', case when cart.status = 'ordered' then (select o.id from orders o where o.cart_id = cart.id) end,
    'now', now());
end $$;
