-- Refuses with price_changed when a product's price, its age restriction, or a promotion that was applied, is no longer
-- what the caller computed with, and with order_limit_exceeded { lines: [{ sku, requested, orderLimit }] }. The request is
-- place_order's; the coupon, the slot and the price of a flash-sale claim are checked where they are taken.
-- A loop of key reads: one join over all lines scans the whole catalog as long as it is small.
create or replace function check_prices(request jsonb) returns void language plpgsql stable as $$
declare
  line record;
  order_limit integer;
  applied record;
begin
  for line in
    select l."claimId" as claim_id, l.sku, l.quantity, l.price, l."priceQuantity" as price_quantity
    from jsonb_to_recordset(request -> 'lines') as l(
      "claimId" text, sku text, quantity integer, price integer, "priceQuantity" integer)
  loop
    select p.order_limit into order_limit from products p
    where p.sku = line.sku and p.price_quantity = line.price_quantity
      and (line.claim_id is not null or p.active and p.price = line.price)
      and (not p.age_restricted or (request ->> 'ageRestricted')::boolean);
    if not found then
      perform refuse('price_changed');
    elsif line.claim_id is null and order_limit < line.quantity then
      perform refuse('order_limit_exceeded', jsonb_build_object('lines', jsonb_build_array(jsonb_build_object(
        'sku', line.sku, 'requested', line.quantity, 'orderLimit', order_limit))));
    end if;
  end loop;

  for applied in
    select a.id, a.version from jsonb_to_recordset(request -> 'promotions') as a(id text, version integer)
  loop
    perform 1 from promotions r
    where r.id = applied.id and r.version = applied.version and r.active
      and (r.starts_at is null or r.starts_at <= now()) and (r.ends_at is null or r.ends_at > now());
    if not found then
      perform refuse('price_changed');
    end if;
  end loop;
end $$;
