-- Reads a batch of carts. A cart that is unchanged since the caller cached it is not sent again: most reads are such.
-- request: { carts: [{ cartId, customerId? (the caller), knownFingerprint? (of the cached view) }] }
-- result: for each, in request order, { fingerprint, available: [available units of each line, in line order],
--   view: the cart_view, or null if the fingerprint equals knownFingerprint }
-- The fingerprint covers everything in the view except `available`, which changes with every order in the shop: the
-- versions of all rows that cart_view reads (xmin, the transaction that wrote a row), and all time conditions.
-- A row that cart_view starts to read must be added here as well (tests/carts/sql/read-carts.test.ts).
create or replace function read_carts(request jsonb) returns json language plpgsql stable as $$
begin
  return (
    select coalesce(json_agg(json_build_object(
      'fingerprint', found.fingerprint, 'available', coalesce(found.available, '[]'),
      'view', case when found.fingerprint = found.request ->> 'knownFingerprint' then null else cart_view(found.request) end
    ) order by found.place), '[]')
    from (
      select requested.place, requested.request, lines.available, md5(row(
          requested.customer_id, c.xmin, lines.versions, promotions.versions, claims.versions, coupon.version,
          categories.found, slot.version,
          (select k.birth_date from customers k where k.id = requested.customer_id))::text) as fingerprint
      from (
        select ordinality as place, value as request, value ->> 'cartId' as cart_id, value ->> 'customerId' as customer_id
        from jsonb_array_elements(request -> 'carts') with ordinality
      ) requested
      left join carts c on c.id = requested.cart_id
      left join coupons k on k.code = c.coupon_code
      left join lateral (
        select string_agg(line.versions, ' ') as versions, json_agg(line.available) as available
        from (
          select concat(l.xmin, ':', p.xmin) as versions,
            i.on_hand - i.held + case when i.held = 0 then 0 else (
              select coalesce(sum(h.quantity), 0)::integer from stock_holds h
              where h.sku = l.sku and h.expires_at <= now()) end as available
          from cart_lines l
          join products p on p.sku = l.sku
          join inventory i on i.sku = l.sku
          where l.cart_id = c.id
          order by l.added_at, l.sku
        ) line
      ) lines on true
      left join lateral (
        select string_agg(concat_ws(':', pp.sku, r.id, r.xmin), ' ') as versions
        from cart_lines l
        join promotion_products pp on pp.sku = l.sku
        join promotions r on r.id = pp.promotion_id
        where l.cart_id = c.id and r.active
          and (r.starts_at is null or r.starts_at <= now()) and (r.ends_at is null or r.ends_at > now())
      ) promotions on true
      left join lateral (
        select string_agg(concat_ws(':', f.xmin, p.xmin, f.status = 'held' and f.expires_at <= now()), ' ') as versions
        from flash_sale_claims f
        join flash_sales s on s.id = f.sale_id
        join products p on p.sku = s.sku
        where f.cart_id = c.id
      ) claims on true
      left join lateral (
        select row(k.xmin, k.starts_at <= now(), k.ends_at <= now(), 
          count_coupon_uses(k.id, buyer_identity(requested.customer_id, null))) as version
      ) coupon on true
      left join lateral (
        select string_agg(category_ancestors(p.category_id)::text, ' ') as found
        from cart_lines l join products p on p.sku = l.sku
        where l.cart_id = c.id and k.category_ids is not null
      ) categories on true
      left join lateral (
        select row(s.xmin, s.cutoff_at <= now(), reservation_covers(s.ends_at), zone, slot_serves_zone(zone.id, s.zone_ids), (
          select count(*) from slot_bookings b where b.slot_id = s.id and b.expires_at <= now())) as version
        from delivery_slots s cross join lateral find_zone_for_address(c.address) zone
        where s.id = c.slot_id
      ) slot on true
    ) found);
end $$;
