-- How the products of a search, with its filters, are spread.
-- request: as of search_products, without sort, limit and after; q may be empty: all products of the filters
-- result: { categories: [{ slug, name, count }], brands: [{ value, name, count }], both most first and at most 20,
--   prices: [{ from, to | null, count }] in bands, availability: { in_stock, low_stock, sold_out } }
-- What is found is counted in one pass by all four at once, and what that leaves, a tenth, is spread. Most products are not
-- scarce: only the stock of those that are (scarce_stock) is read.
-- Grouped by hashes: Postgres, which expects one hit, would sort them.
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
  written text := request ->> 'q';
  ask tsquery;
  -- To look up one hit costs as much as to read so many SKUs of those that are scarce.
  HITS_WORTH constant integer := 6;
  FEW_SCARCE constant integer := 1500;
  -- As it was last counted; -1 when it never was.
  scarce constant integer := (select reltuples from pg_class where oid = 'scarce_stock'::regclass);
  scarce_at_once boolean;
  found_any boolean;
  result json;
begin
  -- As search_products: what finds nothing is asked once more as it was probably meant.
  for attempt in 1 .. 2 loop
    ask := (search_queries(written)).matching;
    scarce_at_once := scarce < FEW_SCARCE or count_matches(ask, scarce / HITS_WORTH) = scarce / HITS_WORTH;
    with alike as materialized (
      select p.category_id, p.brand, width_bucket(p.price, BANDS) as band,
        case when case when scarce_at_once then p.sku in (select s.sku from scarce_stock s)
          else (select true from scarce_stock s where s.sku = p.sku) end then p.sku end as scarce,
        count(*) as products
      from matching_products(ask, category_ids, price, brand) p
      group by 1, 2, 3, 4
    ), known as (
      select a.category_id, a.brand, a.band, a.products,
        -- As availability() tells it, which for each would begin a statement of its own.
        case when a.scarce is null then 'in_stock' else (
          select classify_availability(i.on_hand - i.held + coalesce((
            select sum(h.quantity) from stock_holds h where h.sku = i.sku and h.expires_at <= now()), 0), i.low_stock_threshold)
          from inventory i where i.sku = a.scarce) end as stock
      from alike a
      -- Stock is read once, not anew wherever it is named below.
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
    exit when found_any or attempt = 2 or exists (select from product_search s where s.terms @@ ask and s.active);
    written := correct_search(written);
    exit when written is null;
  end loop;
  return result;
end $$;
