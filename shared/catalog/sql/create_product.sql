-- Creates a product with its inventory row and, if it has stock, an opening movement.
-- request: { actor, product: { sku, barcode, name, brand, category (slug), unit, price, price_quantity,
--   content_quantity, content_unit, images, age_restricted, order_limit, temperature,
--   active }, onHand, lowStockThreshold }
-- Returns its product_record. Refuses with product_exists { sku } when a product has the SKU in any case,
-- unknown_categories { categories }, conflicting_change { errors } when another product has the barcode.
create or replace function create_product(request jsonb) returns jsonb language plpgsql as $$
declare
  product products := jsonb_populate_record(null::products, request -> 'product');
  on_hand integer := (request ->> 'onHand')::integer;
  created jsonb;
begin
  if exists (select from products p where p.sku = product_sku(product.sku)) then
    perform refuse('product_exists', jsonb_build_object('sku', product_sku(product.sku)));
  end if;
  perform claim_barcode(product.barcode, product.sku);
  insert into products (sku, barcode, name, brand, category_id, unit, price, price_quantity, content_quantity,
    content_unit, images, age_restricted, order_limit, temperature, active)
  values (product.sku, product.barcode, product.name, product.brand,
    (category_ids_by_slug(jsonb_build_array(request #> '{product,category}')))[1], product.unit, product.price,
    product.price_quantity, product.content_quantity, product.content_unit, product.images, product.age_restricted,
    product.order_limit, product.temperature, product.active)
  on conflict (sku) do nothing;
  if not found then
    perform refuse('product_exists');
  end if;
  insert into inventory (sku, on_hand, low_stock_threshold)
  values (product.sku, on_hand, (request ->> 'lowStockThreshold')::integer);
  if on_hand > 0 then
    insert into stock_movements (sku, delta, reason, actor)
    values (product.sku, on_hand, 'opening', request #>> '{actor,customerId}');
  end if;
  created := product_record(product.sku);
  perform audit(request, 'create', 'product', product.sku, null, created);
  return created;
end $$;
