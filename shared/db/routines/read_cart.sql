-- A cart as cart_view tells it, unless who asks knows it already: most reads of a cart find it as it was.
-- request: { cartId, customerId? (who asks), known?: the edition of the view that the caller has kept }
-- result: { edition, available: [what is left of each line's product, in the view's order], view: what cart_view answers,
--   or null where the edition is the one that is known }
-- An edition stands for all that a cart costs and says but for `available`, which changes with every order in the shop:
-- the versions of the rows that cart_view reads (xmin, the transaction that wrote a row), and what the clock decides.
-- What cart_view reads anew must be named here as well (tests/routines/read-cart.test.ts).
create or replace function read_cart(request jsonb) returns json language plpgsql stable as $$
declare
  cart record;
  lines record;
  claims text;
  promotions text;
  categories text;
  coupon text;
  slot text;
  zone delivery_zones;
  edition text;
begin
  select c.xmin, c.id, c.slot_id, c.address, k.id as coupon_id, k.category_ids into cart
  from carts c left join coupons k on k.code = c.coupon_code where c.id = request ->> 'cartId';

  select string_agg(line.rows, ' ') as rows, json_agg(line.available) as available into lines
  from (
    select concat(l.xmin, ':', p.xmin) as rows, i.on_hand - i.held + case when i.held = 0 then 0 else (
        select coalesce(sum(h.quantity), 0)::integer from stock_holds h
        where h.sku = l.sku and h.expires_at <= now()) end as available
    from cart_lines l
    join products p on p.sku = l.sku
    join inventory i on i.sku = l.sku
    where l.cart_id = cart.id
    order by l.added_at, l.sku
  ) line;

  select string_agg(concat_ws(':', c.xmin, p.xmin, c.status = 'held' and c.expires_at <= now()), ' ') into claims
  from flash_sale_claims c
  join flash_sales s on s.id = c.sale_id
  join products p on p.sku = s.sku
  where c.cart_id = cart.id;

  select string_agg(concat_ws(':', pp.sku, r.id, r.xmin), ' ') into promotions
  from cart_lines l
  join promotion_products pp on pp.sku = l.sku
  join promotions r on r.id = pp.promotion_id
  where l.cart_id = cart.id and r.active
    and (r.starts_at is null or r.starts_at <= now()) and (r.ends_at is null or r.ends_at > now());

  if cart.coupon_id is not null then
    select row(k.xmin, k.starts_at <= now(), k.ends_at <= now(), (
      select count(*) from coupon_redemptions r
      where r.coupon_id = k.id and r.customer = request ->> 'customerId'))::text into coupon
    from coupons k where k.id = cart.coupon_id;
    if cart.category_ids is not null then
      select string_agg(category_ancestors(p.category_id)::text, ' ') into categories
      from cart_lines l join products p on p.sku = l.sku where l.cart_id = cart.id;
    end if;
  end if;

  if cart.slot_id is not null then
    zone := zone_of_address(cart.address);
    select row(s.xmin, s.cutoff_at <= now(), is_served(zone.id, s.zone_ids), (
      select count(*) from slot_bookings b where b.slot_id = s.id and b.expires_at <= now()))::text into slot
    from delivery_slots s where s.id = cart.slot_id;
  end if;

  edition := md5(row(request ->> 'customerId', cart.xmin, lines.rows, claims, promotions, coupon, categories, slot, zone,
    (select c.birth_date from customers c where c.id = request ->> 'customerId'))::text);
  return json_build_object('edition', edition, 'available', coalesce(lines.available, '[]'),
    'view', case when edition = request ->> 'known' then null else cart_view(request) end);
end $$;
