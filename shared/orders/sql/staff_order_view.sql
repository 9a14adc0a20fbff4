-- An order for the back office: its order_view, and the product data that picking needs, also for possible substitutes
-- (skus). Null for an unknown order. request: { orderId, skus? }
-- result: { order, products: [{ sku, barcode, name, category, unit, price, priceQuantity, temperature, ageRestricted,
--   active }], refundedBeforePacking: the result of units_refunded_before_packing }
create or replace function staff_order_view(request jsonb) returns jsonb language plpgsql stable as $$
declare
  viewed jsonb := order_view(request);
begin
  if viewed is null then
    return null;
  end if;
  return jsonb_build_object('order', viewed, 'refundedBeforePacking', units_refunded_before_packing(request ->> 'orderId'), 'products', (
    select jsonb_agg(jsonb_build_object('sku', p.sku, 'barcode', p.barcode, 'name', p.name,
      'category', c.slug, 'unit', p.unit, 'price', p.price, 'priceQuantity', p.price_quantity, 'temperature', p.temperature,
      'ageRestricted', p.age_restricted, 'active', p.active) order by p.sku)
    from (
      select l ->> 'sku' as sku from jsonb_array_elements(viewed -> 'lines') l
      union select s.value from jsonb_array_elements_text(request -> 'skus') s
    ) wanted
    join products p on p.sku = wanted.sku
    join categories c on c.id = p.category_id));
end $$;
