-- The stored products of a batch, for an import to merge its rows with.
--
-- In:  { "skus": [sku, …] }
-- Out: [{ sku, version, barcode, name, brand, unit, content_quantity, content_unit, age_restricted, temperature }]
create or replace function read_import_products(batch jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'sku', sku, 'version', version, 'barcode', barcode, 'name', name, 'brand', brand, 'unit', unit,
      'content_quantity', content_quantity, 'content_unit', content_unit,
      'age_restricted', age_restricted, 'temperature', temperature)), '[]')
    from products
    where sku in (select jsonb_array_elements_text(batch -> 'skus'))
  );
end $$;
