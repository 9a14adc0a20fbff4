-- Refuses with price_changed when a product's price, or a promotion that was applied, is no longer what the caller
-- computed with. The request is place_order's; the coupon and the slot are checked where they are taken.
create or replace function check_prices(request jsonb) returns void language plpgsql stable as $$
begin
  if exists (
    select from jsonb_to_recordset(request -> 'lines') as l(sku text, price integer, "priceQuantity" integer)
    left join products p on p.sku = l.sku and p.active and p.price = l.price and p.price_quantity = l."priceQuantity"
    where p.sku is null
  ) or exists (
    select from jsonb_to_recordset(request -> 'promotions') as a(id text, version integer)
    left join promotions r on r.id = a.id and r.version = a.version and r.active
      and (r.starts_at is null or r.starts_at <= now()) and (r.ends_at is null or r.ends_at > now())
    where r.id is null
  ) then
    perform refuse('price_changed');
  end if;
end $$;
