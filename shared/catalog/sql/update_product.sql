-- Changes the given columns of a product. Only move_stock changes its stock.
-- request: { actor, ifMatch?, sku, changes: columns of create_product's product, without sku, unit and price_quantity,
--   and low_stock_threshold }. Returns its product_record. A change without effect
--   writes nothing.
-- Refuses with product_not_found, precondition_failed { version }, unknown_categories { categories },
-- conflicting_change { errors } when another product has the barcode.
-- An import reactivates only products that the same import deactivated (source `gone:…`). Staff's deactivation removes that
-- mark, so the product stays inactive. An order that was priced with the old price is refused (check_prices).
create or replace function update_product(request jsonb) returns jsonb language plpgsql as $$
declare
  changes jsonb := request -> 'changes';
  wanted_sku text := product_sku(request ->> 'sku');
  stored products;
  wanted products;
  before jsonb;
  after jsonb;
begin
  if changes ? 'category' then
    perform lock_category_tree(false);
  end if;
  select * into stored from products where sku = wanted_sku for no key update;
  if stored.sku is null then
    perform refuse('product_not_found');
  end if;
  perform require_version(request, stored.version);
  before := product_record(wanted_sku);

  wanted := jsonb_populate_record(stored, changes);
  if changes ? 'category' then
    wanted.category_id := (category_ids_by_slug(jsonb_build_array(changes -> 'category')))[1];
  end if;
  if changes -> 'active' = 'false' and stored.source like 'gone:%' then
    wanted.source := substr(stored.source, length('gone:') + 1);
  end if;
  update inventory set low_stock_threshold = (changes ->> 'low_stock_threshold')::integer
  where sku = wanted_sku and low_stock_threshold <> (changes ->> 'low_stock_threshold')::integer;
  if not found and wanted is not distinct from stored then
    return before;
  end if;

  perform claim_barcode(wanted.barcode, wanted_sku);
  update products set
    barcode = wanted.barcode, name = wanted.name, brand = wanted.brand, category_id = wanted.category_id,
    price = wanted.price, content_quantity = wanted.content_quantity, content_unit = wanted.content_unit,
    images = wanted.images, age_restricted = wanted.age_restricted, order_limit = wanted.order_limit,
    temperature = wanted.temperature, active = wanted.active, source = wanted.source, version = version + 1, updated_at = now()
  where sku = wanted_sku;
  if stored.active and not wanted.active then
    perform wait_for_sales(array[wanted_sku]);
  end if;
  after := product_record(wanted_sku);
  perform audit(request, 'update', 'product', wanted_sku, before, after);
  return after;
end $$;
