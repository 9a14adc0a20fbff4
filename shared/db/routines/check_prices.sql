-- Refuses with price_changed when a product's price, or a promotion that was applied, is no longer what the caller
-- computed with. The request is place_order's; the coupon and the slot are checked where they are taken.
-- A loop of key reads: one join over all lines scans the whole catalog as long as it is small.
create or replace function check_prices(request jsonb) returns void language plpgsql stable as $$
declare
  line record;
  applied record;
begin
  for line in
    select l.sku, l.price, l."priceQuantity" as price_quantity
    from jsonb_to_recordset(request -> 'lines') as l(sku text, price integer, "priceQuantity" integer)
  loop
    perform 1 from products p
    where p.sku = line.sku and p.active and p.price = line.price and p.price_quantity = line.price_quantity;
    if not found then
      perform refuse('price_changed');
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
