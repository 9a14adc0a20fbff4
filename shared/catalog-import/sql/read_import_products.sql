-- The stored products of a batch, for an import to merge its rows with, and the products that have its barcodes.
--
-- In:  { "skus": [SKU in any case, …], "barcodes": [barcode_number, …] }
-- Out: { "products": [{ sku, version, barcode, name, brand, category_id, unit, price, content_quantity, content_unit,
--          age_restricted, temperature, source, active }],
--        "holders": [{ number, sku, source, active }] }
create or replace function read_import_products(batch jsonb) returns jsonb language plpgsql stable as $$
declare
  -- An array, so that the planner looks its values up by index.
  wanted text[] := array(select distinct product_sku(value) from jsonb_array_elements_text(batch -> 'skus'));
  numbers text[] := array(select jsonb_array_elements_text(batch -> 'barcodes'));
begin
  return jsonb_build_object(
    'products', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'sku', sku, 'version', version, 'barcode', barcode, 'name', name, 'brand', brand, 'category_id', category_id,
        'unit', unit, 'price', price, 'content_quantity', content_quantity, 'content_unit', content_unit,
        'age_restricted', age_restricted, 'temperature', temperature, 'source', source, 'active', active)), '[]')
      from products where sku = any (wanted)),
    'holders', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'number', barcode_number, 'sku', sku, 'source', source, 'active', active)), '[]')
      from products where barcode_number = any (numbers)));
end $$;
