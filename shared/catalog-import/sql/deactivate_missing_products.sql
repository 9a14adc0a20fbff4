-- Deactivates the products of a source that its latest complete import doesn't list.
--
-- In:  { "actor", "source", "listed": [sku, …], "created": number of products that this import created,
--        "accept_shrink": boolean }
-- Out: { "deactivated", "missing", "active", "others" }
--      `active`: active products of the source before this import. `others`: active products of other sources, unchanged.
--
-- Without accept_shrink nothing is deactivated when more than half of `active` are missing, or more than 50 and a fifth:
-- the file is then probably cut short, or one of several.
-- Nothing is deleted: orders and stock movements refer to products. The source becomes `gone:…`, which allows a later
-- import to reactivate the product. A product that staff deactivated keeps its source and stays inactive.
create or replace function deactivate_missing_products(batch jsonb) returns jsonb language plpgsql as $$
declare
  origin text := batch ->> 'source';
  missing_skus text[];
  missing_count integer;
  too_many boolean;
  active_count integer;
  other_count integer;
  deactivated integer := 0;
begin
  select count(*) filter (where source = origin), count(*) filter (where source <> origin and source not like 'gone:%')
  into active_count, other_count
  from products where active and source is not null;
  active_count := active_count - (batch ->> 'created')::integer;

  with listed as (select jsonb_array_elements_text(batch -> 'listed') as sku),
  missing as (
    select p.sku from products p
    where p.active and p.source = origin and not exists (select 1 from listed where listed.sku = p.sku)
    order by p.sku
    for no key update of p
  )
  select coalesce(array_agg(sku), '{}') into missing_skus from missing;

  missing_count := cardinality(missing_skus);
  too_many := missing_count * 2 > active_count or (missing_count > 50 and missing_count * 5 > active_count);
  if not too_many or (batch ->> 'accept_shrink')::boolean then
    update products
    set active = false, source = 'gone:' || source, version = version + 1, updated_at = now()
    where sku = any (missing_skus) and active and source = origin;
    get diagnostics deactivated = row_count;
    if deactivated > 0 then
      perform wait_for_sales(missing_skus);
      perform audit(batch, 'import', 'catalog', origin, null, jsonb_build_object('deactivated', missing_skus));
    end if;
  end if;
  return jsonb_build_object('deactivated', deactivated, 'missing', missing_count,
    'active', active_count, 'others', other_count);
end $$;
