-- Carts as cart_view tells them, unless who asks knows them already: most reads of a cart find it as it was.
-- request: { carts: [{ cartId, customerId? (who asks), known?: the edition of the view that the caller has kept }] }
-- result: of each, in that order, { edition, available: [what is left of each line's product, in the view's order],
--   view: what cart_view answers, or null where the edition is the one that is known }
-- An edition stands for all that a cart costs and says but for `available`, which changes with every order in the shop:
-- the versions of the rows that cart_view reads (xmin, the transaction that wrote a row), and what the clock decides.
-- What cart_view reads anew must be named here as well (tests/carts/sql/read-carts.test.ts).
create or replace function read_carts(request jsonb) returns json language plpgsql stable as $$
begin
  return (
    select coalesce(json_agg(json_build_object(
      'edition', found.edition, 'available', coalesce(found.available, '[]'),
      'view', case when found.edition = found.request ->> 'known' then null else cart_view(found.request) end
    ) order by found.place), '[]')
    from (
      select asked.place, asked.request, lines.available, md5(row(
          asked.customer_id, c.xmin, lines.versions, promotions.versions, claims.versions, coupon.version, categories.found, slot.version,
          (select k.birth_date from customers k where k.id = asked.customer_id))::text) as edition
      from (
        select ordinality as place, value as request, value ->> 'cartId' as cart_id, value ->> 'customerId' as customer_id
        from jsonb_array_elements(request -> 'carts') with ordinality
      ) asked
      left join carts c on c.id = asked.cart_id
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
        select row(k.xmin, k.starts_at <= now(), k.ends_at <= now(), (
          select count(*) from coupon_redemptions r
          where r.coupon_id = k.id and r.customer = asked.customer_id)) as version
      ) coupon on true
      left join lateral (
        select string_agg(category_ancestors(p.category_id)::text, ' ') as found
        from cart_lines l join products p on p.sku = l.sku
        where l.cart_id = c.id and k.category_ids is not null
      ) categories on true
      left join lateral (
        select row(s.xmin, s.cutoff_at <= now(), zone, is_served(zone.id, s.zone_ids), (
          select count(*) from slot_bookings b where b.slot_id = s.id and b.expires_at <= now())) as version
        from delivery_slots s cross join lateral zone_of_address(c.address) zone
        where s.id = c.slot_id
      ) slot on true
    ) found);
end $$;
