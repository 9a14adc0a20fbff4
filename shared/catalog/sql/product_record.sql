-- A product with its stock, for the back office and the audit log. Null for an unknown SKU.
create or replace function product_record(wanted_sku text) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'sku', p.sku, 'barcode', p.barcode, 'barcodeKind', case
        when length(p.barcode) <= 5 then 'plu'
        when p.barcode ~ '^(2[0-9]{5,7}|2[0-9]{11}|0?(02|2[0-9])[0-9]{11})$' then 'in_store'
        when p.barcode is not null then 'gtin' end, 'name', p.name, 'brand', p.brand, 'category', c.slug, 'unit', p.unit,
      'price', p.price, 'priceQuantity', p.price_quantity, 'content', case when p.content_quantity is not null then
        jsonb_build_object('quantity', p.content_quantity, 'unit', p.content_unit) end,
      'images', p.images, 'ageRestricted', p.age_restricted, 'orderLimit', p.order_limit,
      'temperature', p.temperature, 'active', p.active,
      'source', p.source, 'stock', jsonb_build_object(
        'onHand', i.on_hand, 'held', i.held, 'lowStockThreshold', i.low_stock_threshold),
      'version', p.version, 'createdAt', p.created_at, 'updatedAt', p.updated_at)
    from products p join categories c on c.id = p.category_id join inventory i on i.sku = p.sku
    where p.sku = wanted_sku);
end $$;
