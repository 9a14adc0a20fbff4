-- A page of the active products of a source, by SKU.
--
-- In:  { "source", "after": SKU, "" for the first page }
-- Out: { "products": [{ "sku", "isShared": another source lists it as well }],
--        "others": active products that other sources alone list; null after the first page }
create or replace function read_import_source(batch jsonb) returns jsonb language plpgsql stable as $$
declare
  PAGE_SIZE constant integer := 1000;
  origin text := batch ->> 'source';
begin
  return jsonb_build_object(
    'products', (
      select coalesce(jsonb_agg(jsonb_build_object('sku', page.sku, 'isShared', page.is_shared) order by page.sku), '[]')
      from (
        select p.sku, p.source <> origin or p.other_sources <> '{}' as is_shared
        from products p
        where p.active and p.sku > batch ->> 'after' and (p.source = origin or origin = any (p.other_sources))
        order by p.sku limit PAGE_SIZE
      ) page),
    'others', case when batch ->> 'after' = '' then (
      select count(*) from products p
      where p.active and p.source <> origin and p.source not like 'gone:%' and origin <> all (p.other_sources)) end);
end $$;
