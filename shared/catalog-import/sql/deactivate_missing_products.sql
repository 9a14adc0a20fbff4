-- Deactivates products that the latest complete file of their source doesn't list.
--
-- In:  { "actor", "source", "skus": [sku, …] }
-- Out: { "deactivated" }
--
-- A product that another source lists as well only stops being one of this source. Nothing is deleted: orders and stock
-- movements refer to products. The source becomes `gone:…`, which allows a later import to reactivate the product. A
-- product that staff deactivated keeps its source and stays inactive. Rows are locked in SKU order.
create or replace function deactivate_missing_products(batch jsonb) returns jsonb language plpgsql as $$
declare
  origin text := batch ->> 'source';
  missing text[] := array(
    select p.sku from products p
    where p.sku = any (array(select jsonb_array_elements_text(batch -> 'skus'))) and p.active
      and (p.source = origin or origin = any (p.other_sources))
    order by p.sku for no key update);
  leaving text[];
begin
  leaving := array(
    select p.sku from products p where p.sku = any (missing) and p.source = origin and p.other_sources = '{}' order by p.sku);

  update products p set
    source = case when p.source = origin then p.other_sources[cardinality(p.other_sources)] else p.source end,
    other_sources = case when p.source = origin then trim_array(p.other_sources, 1)
      else array_remove(p.other_sources, origin) end,
    version = p.version + 1, updated_at = now()
  where p.sku = any (missing) and p.sku <> all (leaving);

  update products set active = false, source = 'gone:' || source, version = version + 1, updated_at = now()
  where sku = any (leaving);
  if leaving <> '{}' then
    perform wait_for_sales(leaving);
    perform audit(batch, 'import', 'catalog', origin, null, jsonb_build_object('deactivated', leaving));
  end if;
  return jsonb_build_object('deactivated', cardinality(leaving));
end $$;
