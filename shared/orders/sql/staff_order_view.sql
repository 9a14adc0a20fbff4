-- An order as staff see it: as order_view, and with what a picker must know of its goods, and of others that may come in
-- their place. Null for an unknown one. request: { orderId, skus? }
-- result: { order, goods: [{ sku, barcode, name, category, unit, price, priceQuantity, temperature, ageRestricted, active }],
--   takenOff: as units_taken_off gives it }
create or replace function staff_order_view(request jsonb) returns jsonb language plpgsql stable as $$
declare
  viewed jsonb := order_view(request);
begin
  if viewed is null then
    return null;
  end if;
  return jsonb_build_object('order', viewed, 'takenOff', units_taken_off(request ->> 'orderId'), 'goods', (
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
