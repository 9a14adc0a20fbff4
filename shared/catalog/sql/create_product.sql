-- A new product, with its stock and the movement that opens it.
-- request: { actor, product: { sku, barcode, name, brand, category (slug), unit, price, price_quantity,
--   content_quantity, content_unit, images, age_restricted, order_limit, temperature,
--   active }, onHand, lowStockThreshold }
-- Answers its product_record. Refuses with product_exists, unknown_categories { categories }.
create or replace function create_product(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted products := jsonb_populate_record(null::products, request -> 'product');
  on_hand integer := (request ->> 'onHand')::integer;
  made jsonb;
begin
  insert into products (sku, barcode, name, brand, category_id, unit, price, price_quantity, content_quantity,
    content_unit, images, age_restricted, order_limit, temperature, active)
  values (wanted.sku, wanted.barcode, wanted.name, wanted.brand,
    (category_ids_by_slug(jsonb_build_array(request #> '{product,category}')))[1], wanted.unit, wanted.price,
    wanted.price_quantity, wanted.content_quantity, wanted.content_unit, wanted.images, wanted.age_restricted,
    wanted.order_limit, wanted.temperature, wanted.active)
  on conflict (sku) do nothing;
  if not found then
    perform refuse('product_exists');
  end if;
  insert into inventory (sku, on_hand, low_stock_threshold)
  values (wanted.sku, on_hand, (request ->> 'lowStockThreshold')::integer);
  if on_hand > 0 then
    insert into stock_movements (sku, delta, reason, actor)
    values (wanted.sku, on_hand, 'opening', request #>> '{actor,customerId}');
  end if;
  made := product_record(wanted.sku);
  perform audit(request, 'create', 'product', wanted.sku, null, made);
  return made;
end $$;
