-- Writes one batch of an import, all or nothing.
--
-- In:  { "actor", "source", "release"?: [sku, …], "rows": [{ sku, version | null, barcode, name, brand, category_id, unit, price, price_quantity,
--        content_quantity, content_unit, age_restricted, temperature, stock }] }
-- Out: { "created", "changed", "unchanged", "outdated": [sku, …] }
--
-- `version` is that of the stored product that the row was merged with, null for a new product. A product with another
-- version by now is not written and is listed in `outdated`: read it and send its row again.
-- The products of `release` give up their barcodes first, because rows of the batch get them.
-- A row that equals the stored product is not written. `stock` is the opening stock of a new product; existing stock is
-- never changed. A product that staff deactivated stays inactive; one that an import deactivated (source `gone:…`) is
-- active again. The audit log gets one row a batch, with the prices before and after.
-- Rows are locked in SKU order, as everywhere. A constraint violation rolls back the whole batch.
create or replace function import_products(batch jsonb) returns jsonb language plpgsql as $$
declare
  origin text := batch ->> 'source';
  given products[] := array(
    select r from jsonb_populate_recordset(null::products, batch -> 'rows') r order by r.sku);
  changed_skus text[];
  new_skus text[];
  written text[];
  outdated text[];
  old_prices jsonb;
  released text[] := array(select jsonb_array_elements_text(coalesce(batch -> 'release', '[]')));
begin
  perform from products p where p.sku = any (released || array(select r.sku from unnest(given) r))
  order by p.sku for no key update;
  select array(
    select p.sku from unnest(given) r join products p on p.sku = r.sku
    where p.version = r.version
      and (p.barcode, p.name, p.brand, p.category_id, p.unit, p.price, p.price_quantity, p.content_quantity,
           p.content_unit, p.age_restricted, p.temperature, p.source)
        is distinct from
          (r.barcode, r.name, r.brand, r.category_id, r.unit, r.price, r.price_quantity, r.content_quantity,
           r.content_unit, r.age_restricted, r.temperature, origin)
    order by p.sku
  ) into changed_skus;

  select jsonb_object_agg(sku, price) into old_prices from products where sku = any (changed_skus);

  update products p set barcode = null, updated_at = now(),
    version = version + case when p.sku = any (changed_skus) then 0 else 1 end
  -- Only what a row gets: in a circle of batches the product may have its new barcode already.
  where p.sku = any (released)
    and p.barcode_number = any (array(select barcode_number(r.barcode) from unnest(given) r));

  -- Two products may exchange their barcodes within a batch: the old ones are cleared first.
  update products p set barcode = null
  from unnest(given) r
  where p.sku = r.sku and p.sku = any (changed_skus) and p.barcode is not null and p.barcode is distinct from r.barcode;

  update products p set
    barcode = r.barcode, name = r.name, brand = r.brand, category_id = r.category_id, unit = r.unit,
    price = r.price, price_quantity = r.price_quantity, content_quantity = r.content_quantity,
    content_unit = r.content_unit, age_restricted = r.age_restricted, temperature = r.temperature,
    other_sources = array_remove(p.other_sources || case when p.source not like 'gone:%' then array[p.source] else '{}' end, origin),
    source = origin, active = p.active or p.source like 'gone:%',
    version = p.version + 1, updated_at = now()
  from unnest(given) r
  where p.sku = r.sku and p.sku = any (changed_skus);

  with added as (
    insert into products (sku, barcode, name, brand, category_id, unit, price, price_quantity, content_quantity,
      content_unit, age_restricted, temperature, source)
    select r.sku, r.barcode, r.name, r.brand, r.category_id, r.unit, r.price, r.price_quantity, r.content_quantity,
      r.content_unit, r.age_restricted, r.temperature, origin
    from unnest(given) r
    where r.version is null
    order by r.sku
    on conflict (sku) do nothing
    returning sku, price_quantity
  ), stocked as (
    -- Low stock is ten times what the price is for, as for a product that staff create.
    insert into inventory (sku, on_hand, low_stock_threshold)
    select sku, r.stock, 10 * price_quantity from jsonb_to_recordset(batch -> 'rows') as r (sku text, stock integer) join added using (sku)
    order by sku
    returning sku, on_hand
  ), opened as (
    insert into stock_movements (sku, delta, reason, actor)
    select sku, on_hand, 'opening', 'import' from stocked where on_hand <> 0 order by sku
  )
  select coalesce(array_agg(sku), '{}') into new_skus from added;

  -- Rows whose product was created or changed by another transaction in between.
  written := changed_skus || new_skus;
  select array(
    select r.sku from unnest(given) r join products p on p.sku = r.sku
    where p.version is distinct from r.version and r.sku <> all (written)
  ) into outdated;

  if cardinality(written) > 0 then
    perform audit(batch, 'import', 'catalog', origin, jsonb_build_object('prices', old_prices), jsonb_build_object(
      'created', new_skus,
      'prices', (select jsonb_object_agg(sku, price) from products where sku = any (written))));
  end if;
  return jsonb_build_object(
    'created', cardinality(new_skus),
    'changed', cardinality(changed_skus),
    'unchanged', cardinality(given) - cardinality(written) - cardinality(outdated),
    'outdated', to_jsonb(outdated));
end $$;
