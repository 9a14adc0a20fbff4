-- Fills a shop with the sample catalog. Existing rows stay unchanged: a later run only adds new delivery slots, and a flash
-- sale when its product has none and enough stock.
-- A shop that has products, but none of the sample's, gets nothing (two catalogs would share slugs and barcodes); `own` is
-- then true.
-- request: { categories, products, promotions, coupons, deliveryZones, deliverySlots, flashSales }.
-- result: { products, slots, own }
create or replace function seed_shop(request jsonb) returns jsonb language plpgsql as $$
declare
  new_products text[];
  new_slots integer;
  sale record;
begin
  if exists (select from products) and not exists (select from products where source = 'seed') then
    return jsonb_build_object('products', 0, 'slots', 0, 'own', true);
  end if;
  insert into categories (id, slug, parent_id, name, position)
  select c.id, c.slug, c."parentId", c.name, c.position
  from jsonb_to_recordset(request -> 'categories') as c(
    id text, slug text, "parentId" text, name jsonb, position integer)
  on conflict do nothing;

  with added as (
    insert into products (sku, barcode, name, brand, category_id, unit, price, price_quantity, content_quantity,
      content_unit, images, age_restricted, temperature, source)
    select p.sku, p.barcode, p.name, p.brand, p."categoryId", p.unit, p.price, p."priceQuantity", p."contentQuantity",
      p."contentUnit", p.images, p."ageRestricted", p.temperature, 'seed'
    from jsonb_to_recordset(request -> 'products') as p(
      sku text, barcode text, name jsonb, brand jsonb, "categoryId" text, unit text, price integer,
      "priceQuantity" integer, "contentQuantity" integer, "contentUnit" text, images jsonb, "ageRestricted" boolean,
      temperature text)
    on conflict do nothing returning sku
  )
  select coalesce(array_agg(sku), '{}') into new_products from added;
  insert into inventory (sku, on_hand, low_stock_threshold)
  select p.sku, p."onHand", p."lowStockThreshold"
  from jsonb_to_recordset(request -> 'products') as p(sku text, "onHand" integer, "lowStockThreshold" integer)
  where p.sku = any (new_products);
  insert into stock_movements (sku, delta, reason, actor)
  select i.sku, i.on_hand, 'opening', 'seed' from inventory i
  where i.sku = any (new_products) and i.on_hand > 0 order by i.sku;

  with added as (
    insert into promotions (id, code, kind, quantity, amount, free_quantity, free_choice, percent, description, source)
    select r.id, r.code, r.kind, r.quantity, r.amount, r."freeQuantity", r."freeChoice", r.percent, r.description, 'seed'
    from jsonb_to_recordset(request -> 'promotions') as r(
      id text, code text, kind text, quantity integer, amount integer, "freeQuantity" integer, "freeChoice" text,
      percent integer, description jsonb)
    on conflict do nothing returning id
  )
  insert into promotion_products (promotion_id, sku)
  select added.id, s.sku
  from added
  join jsonb_to_recordset(request -> 'promotions') as r(id text, skus jsonb) on r.id = added.id
  cross join lateral jsonb_array_elements_text(r.skus) as s(sku)
  on conflict do nothing;

  insert into coupons (id, code, type, value, description, minimum_spend, maximum_discount, starts_at, ends_at,
    usage_limit, per_customer_limit, skus, category_ids)
  select c.id, c.code, c.type, c.value, c.description, c."minimumSpend", c."maximumDiscount", c."startsAt", c."endsAt",
    c."usageLimit", c."perCustomerLimit", c.skus, c."categoryIds"
  from jsonb_to_recordset(request -> 'coupons') as c(
    id text, code text, type text, value integer, description jsonb, "minimumSpend" integer, "maximumDiscount" integer,
    "startsAt" timestamptz, "endsAt" timestamptz, "usageLimit" integer, "perCustomerLimit" integer, skus text[],
    "categoryIds" text[])
  on conflict do nothing;

  with added as (
    insert into delivery_zones (id, name, minimum_basket, fee, free_from, fallback)
    select z.id, z.name, z."minimumBasket", z.fee, z."freeFrom", z.fallback
    from jsonb_to_recordset(request -> 'deliveryZones') as z(
      id text, name jsonb, "minimumBasket" integer, fee integer, "freeFrom" integer, fallback boolean)
    on conflict do nothing returning id
  )
  insert into delivery_zone_areas (kind, area, zone_id, entered_name)
  select a.kind, normalize_area_name(a.kind, a.entered_name), added.id, a.entered_name
  from added
  join jsonb_to_recordset(request -> 'deliveryZones') as z(id text, districts jsonb, postcodes jsonb) on z.id = added.id
  cross join lateral (
    select 'district' as kind, d.value as entered_name from jsonb_array_elements_text(z.districts) as d
    union all
    select 'postcode', p.value from jsonb_array_elements_text(z.postcodes) as p
  ) a
  on conflict do nothing;

  with added as (
    insert into delivery_slots (id, starts_at, ends_at, cutoff_at, capacity, fee)
    select s.id, s."startsAt", s."endsAt", s."cutoffAt", s.capacity, s.fee
    from jsonb_to_recordset(request -> 'deliverySlots') as s(
      id text, "startsAt" timestamptz, "endsAt" timestamptz, "cutoffAt" timestamptz, capacity integer, fee integer)
    on conflict do nothing returning 1
  )
  select count(*) into new_slots from added;

  for sale in
    select * from jsonb_to_recordset(request -> 'flashSales') as f(
      id text, sku text, price integer, allocation integer, "perCustomerLimit" integer, "startsAt" timestamptz,
      "endsAt" timestamptz)
    where not exists (select from flash_sales s where s.sku = f.sku and s.ends_at > now())
      and exists (select from inventory i where i.sku = f.sku and i.on_hand - i.held >= f.allocation)
  loop
    perform hold_stock(jsonb_build_array(jsonb_build_object('sku', sale.sku, 'quantity', sale.allocation)));
    insert into flash_sales (id, sku, price, allocation, per_customer_limit, starts_at, ends_at)
    values (sale.id, sale.sku, sale.price, sale.allocation, sale."perCustomerLimit", sale."startsAt", sale."endsAt");
    insert into stock_holds (sku, flash_sale_id, quantity, expires_at)
    values (sale.sku, sale.id, sale.allocation, sale."endsAt");
  end loop;

  return jsonb_build_object('products', cardinality(new_products), 'slots', new_slots, 'own', false);
end $$;
