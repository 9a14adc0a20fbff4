-- Refuses with price_changed when the price or age restriction of a product, or an applied promotion, differs from the
-- values that the caller used. Refuses with order_limit_exceeded { lines: [{ sku, requested, orderLimit }] }.
-- orders: [a request of place_order]. Coupon, slot and the price of a flash-sale claim are checked by redeem_coupon,
-- book_slot and buy_claims.
create or replace function check_prices(orders jsonb) returns void language plpgsql stable as $$
declare
  excesses jsonb;
begin
  if exists (
    select from jsonb_to_recordset(orders) as o(lines jsonb, "ageRestricted" boolean)
    cross join lateral jsonb_to_recordset(o.lines) as l(
      "claimId" text, sku text, price integer, "priceQuantity" integer)
    where not exists (
      select from products p
      where p.sku = l.sku and p.price_quantity = l."priceQuantity"
        and p.active and (l."claimId" is not null or p.price = l.price)
        and (not p.age_restricted or o."ageRestricted"))
  ) or exists (
    select from jsonb_to_recordset(orders) as o(promotions jsonb)
    cross join lateral jsonb_to_recordset(o.promotions) as a(id text, version integer)
    where not exists (
      select from promotions r
      where r.id = a.id and r.version = a.version and r.active
        and (r.starts_at is null or r.starts_at <= now()) and (r.ends_at is null or r.ends_at > now()))
  ) then
    perform refuse('price_changed');
  end if;

  select jsonb_agg(jsonb_build_object('sku', l.sku, 'requested', l.quantity, 'orderLimit', p.order_limit)) into excesses
  from jsonb_to_recordset(orders) as o(lines jsonb)
  cross join lateral jsonb_to_recordset(o.lines) as l("claimId" text, sku text, quantity integer)
  join products p on p.sku = l.sku
  where l."claimId" is null and p.order_limit < l.quantity;
  if excesses is not null then
    perform refuse('order_limit_exceeded', jsonb_build_object('lines', excesses));
  end if;
end $$;
