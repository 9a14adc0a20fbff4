-- The facet counts of a search with its filters.
-- request: that of search_products without sort, limit and after. An empty q counts all products that pass the filters.
-- Returns { categories: [{ slug, name, count }], brands: [{ value, name, count }], both by descending count and at most 20,
--   prices: [{ from, to | null, count }] in bands, availability: { in_stock, low_stock, sold_out } }
-- One pass groups the matches by all four facets at once. That leaves about a tenth of the rows, which are then counted for
-- each facet. Stock is read only for products in scarce_stock, because all others are in stock.
-- Sorting is off, because Postgres expects one match and would sort instead of hashing.
create or replace function search_facets(request jsonb) returns json language plpgsql stable
set enable_sort = off set effective_io_concurrency = 0 as $$
declare
  BANDS constant integer[] := '{0, 1000, 2000, 5000, 10000, 20000, 50000}';
  category_ids text[] := case when request ->> 'category' is not null then
    category_descendants(request ->> 'category') end;
  price integer[] := array[(request #>> '{price,0}')::integer, (request #>> '{price,1}')::integer];
  brand text := fold_text(request ->> 'brand');
  availabilities text[] := case when request -> 'availability' <> 'null' then
    array(select jsonb_array_elements_text(request -> 'availability')) end;
  search_text text := request ->> 'q';
  matching tsquery;
  -- Looking up the scarcity of one match costs as much as reading this many rows of scarce_stock.
  ROWS_PER_LOOKUP constant integer := 6;
  FEW_SCARCE constant integer := 1500;
  -- The planner's estimate; -1 if the table was never analyzed.
  scarce_rows constant integer := (select reltuples from pg_class where oid = 'scarce_stock'::regclass);
  reads_all_scarce boolean;
  found_any boolean;
  result json;
begin
  -- A search without results is repeated once with a correction, as in search_products.
  for attempt in 1 .. 2 loop
    matching := (search_queries(search_text)).matching;
    reads_all_scarce := scarce_rows < FEW_SCARCE or count_matches(matching, scarce_rows / ROWS_PER_LOOKUP) = scarce_rows / ROWS_PER_LOOKUP;
    with groups as materialized (
      select p.category_id, p.brand, width_bucket(p.price, BANDS) as band,
        case when case when reads_all_scarce then p.sku in (select s.sku from scarce_stock s)
          else (select true from scarce_stock s where s.sku = p.sku) end then p.sku end as scarce,
        count(*) as products
      from matching_products(matching, category_ids, price, brand) p
      group by 1, 2, 3, 4
    ), known as (
      select g.category_id, g.brand, g.band, g.products,
        -- The same as availability(), which would start a statement for each row.
        case when g.scarce is null then 'in_stock' else (
          select classify_availability(i.on_hand - i.held + coalesce((
            select sum(h.quantity) from stock_holds h where h.sku = i.sku and h.expires_at <= now()), 0), i.low_stock_threshold)
          from inventory i where i.sku = g.scarce) end as stock
      from groups g
      -- Stock is computed once for each row, not in each expression below.
      offset 0
    ), counted as materialized (
      select k.category_id, k.brand, k.band, k.stock, grouping(k.category_id, k.brand, k.band, k.stock) as facet,
        sum(k.products)::integer as count
      from known k where availabilities is null or k.stock = any (availabilities)
      group by grouping sets (k.category_id, k.brand, k.band, k.stock)
    )
    select exists (select from counted), json_build_object(
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
    into found_any, result;
    exit when found_any or attempt = 2 or exists (select from product_search s where s.terms @@ matching and s.active);
    search_text := correct_search(search_text);
    exit when search_text is null;
  end loop;
  return result;
end $$;
