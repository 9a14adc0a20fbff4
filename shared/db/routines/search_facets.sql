-- How the products of a search, with its filters, are spread.
-- request: as of search_products, without sort, limit and after; q may be empty: all products of the filters
-- result: { categories: [{ slug, name, count }], brands: [{ value, name, count }], both most first and at most 20,
--   prices: [{ from, to | null, count }] in bands, availability: { in_stock, low_stock, sold_out } }
create or replace function search_facets(request jsonb) returns json language plpgsql stable as $$
declare
  BANDS constant integer[] := '{0, 1000, 2000, 5000, 10000, 20000, 50000}';
  category_ids text[] := case when request ->> 'category' is not null then
    category_descendants(request ->> 'category') end;
  price integer[] := array(select value::integer from jsonb_array_elements_text(request -> 'price') as value);
  brand text := fold_text(request ->> 'brand');
  availabilities text[] := case when request -> 'availability' <> 'null' then
    array(select jsonb_array_elements_text(request -> 'availability')) end;
  written text := request ->> 'q';
  ask tsquery;
  counts jsonb;
begin
  -- As search_products: what finds nothing is asked once more as it was probably meant.
  for attempt in 1 .. 2 loop
    ask := (search_queries(written)).matching;
    with found as (
      select p.category_id, p.brand, width_bucket(p.price, BANDS) as band, stock
      from searched_products(ask, category_ids, price, brand) p
      join inventory i on i.sku = p.sku
      cross join lateral (
        select case when i.on_hand - i.held > i.low_stock_threshold then 'in_stock' else availability(p.sku) end as stock
      ) known
      where availabilities is null or stock = any (availabilities)
    )
    select jsonb_agg(to_jsonb(c)) into counts from (
      select f.category_id, f.brand, f.band, f.stock, grouping(f.category_id, f.brand, f.band, f.stock) as facet, count(*)
      from found f group by grouping sets (f.category_id, f.brand, f.band, f.stock)
    ) c;
    exit when counts is not null or attempt = 2 or exists (select from product_search s where s.terms @@ ask and s.active);
    written := resolve_search(written);
    exit when written is null;
  end loop;

  return (
    with counted as materialized (
      select * from jsonb_to_recordset(coalesce(counts, '[]')) as c(
        category_id text, brand text, band integer, stock text, facet integer, count integer)
    )
    select json_build_object(
      'categories', (
        select coalesce(json_agg(json_build_object('slug', c.slug, 'name', c.name, 'count', most.count)
          order by most.count desc, c.slug), '[]')
        from (select * from counted where facet = 7 order by count desc, category_id limit 20) most
        join categories c on c.id = most.category_id),
      'brands', (
        select coalesce(json_agg(json_build_object('value', most.brand, 'name', named.name, 'count', most.count)
          order by most.count desc, most.brand), '[]')
        from (select * from counted where facet = 11 and counted.brand is not null order by count desc, counted.brand
          limit 20) most
        cross join lateral (
          select p.brand as name from product_search s join products p on p.sku = s.sku
          where s.brand = most.brand order by s.sku limit 1
        ) named),
      'prices', (
        select coalesce(json_agg(json_build_object('from', BANDS[band], 'to', BANDS[band + 1], 'count', count)
          order by band), '[]')
        from counted where facet = 13),
      'availability', (
        select json_build_object(
          'in_stock', coalesce(sum(count) filter (where stock = 'in_stock'), 0),
          'low_stock', coalesce(sum(count) filter (where stock = 'low_stock'), 0),
          'sold_out', coalesce(sum(count) filter (where stock = 'sold_out'), 0))
        from counted where facet = 14))
  );
end $$;
