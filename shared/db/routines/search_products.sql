-- One page of a search, best first.
-- request: { q, sort (relevance | price | -price | newest), limit, category? (slug), price: [least, most],
--   brand? (folded), availability? [in_stock | low_stock | sold_out, …], after? { key, sku }: the product to go on from }
-- result: rows of sku, key (what the page is ordered by, before the SKU) and q, as it was understood. A search without
-- result is tried once more as it was probably meant (resolve_search.sql); pages that follow ask for that at once.
-- Relevance, from strong to weak, each outweighing all that follow: it is the code; all words are whole words of name or
-- brand; the name ends with the last one; the category is called so; the words stand together; the name is short.
-- What a hit costs is reading its row, what a step costs is asking the index. What several words find is few, as a rule:
-- all of it is read at once. Otherwise the index, which can tell how well a product fits, is asked for one level after the
-- other, the best first, and no further than the page needs; of a level first for the short names, since most pages end
-- among them.
create or replace function search_products(request jsonb) returns table (sku text, key bigint, q text)
language plpgsql stable rows 20 as $$
#variable_conflict use_column
declare
  FEW constant integer := 600;
  ALL_IF_FEW constant integer := 2;
  BEST constant integer := 3;
  LAST_WHOLE constant integer := 10;
  LAST constant integer := 13;
  -- What all hits have been found of after each step (see fitting): those that are worth so much, or more. Of the short
  -- names only those that have the words together as well are worth more than any other name, by 200 + 73.
  WORTHS constant integer[] := '{3200, 0, 3073, 2800, 2673, 2400, 2273, 2000, 1873, 1600, 1473, 1200, 0}';
  -- See write_product_search.sql.
  SHORT constant tsquery := '''~''';
  wanted constant integer := request ->> 'limit';
  relevance constant boolean := request ->> 'sort' = 'relevance';
  newest constant boolean := request ->> 'sort' = 'newest';
  direction constant integer := case when request ->> 'sort' = 'price' then 1 else -1 end;
  -- Keys are compared as the list runs: what comes later is greater.
  after_key bigint := direction * (request #>> '{after,key}')::bigint;
  after_sku text := request #>> '{after,sku}';
  category_ids constant text[] := case when request ->> 'category' is not null then
    category_descendants(request ->> 'category') end;
  price constant integer[] := array(select value::integer from jsonb_array_elements_text(request -> 'price') as value);
  brand constant text := fold_text(request ->> 'brand');
  availabilities constant text[] := case when request -> 'availability' <> 'null' then
    array(select jsonb_array_elements_text(request -> 'availability')) end;
  written text := request ->> 'q';
  phrase text;
  ask record;
  step integer;
  fitting tsquery;
  below bigint;
  page_skus text[];
  page_keys bigint[];
  skus text[] := '{}';
  keys bigint[] := '{}';
begin
  loop
    ask := search_queries(written);
    phrase := fold_text(written);
    below := 9223372036854775807;
    step := case when relevance then 1 else LAST end;
    while step <= LAST and cardinality(skus) < wanted loop
      fitting := case step
        when 1 then ask.code
        when 3 then ask.exact && ask.ending && ask.kind && SHORT
        when 4 then ask.exact && ask.ending && ask.kind
        when 5 then ask.exact && ask.ending && SHORT
        when 6 then ask.exact && ask.ending
        when 7 then ask.exact && ask.kind && SHORT
        when 8 then ask.exact && ask.kind
        when 9 then ask.exact && SHORT
        when 10 then ask.exact
        when 11 then ask.ending && ask.kind && SHORT
        when 12 then ask.ending && ask.kind
        else ask.matching end;
      -- It can be no code; the pages before have all of this step; or it is not few. That is told by the whole words, which the
      -- index counts quickly; of one word alone it is not even asked.
      if fitting is null or relevance and after_key > -WORTHS[step]
        or step = ALL_IF_FEW and (phrase !~ ' |[^a-z0-9.]{3}' or count_found(ask.exact, FEW) in (0, FEW)) then
        step := step + 1;
        continue;
      end if;
      select array_agg(page.sku order by page.key, page.sku), array_agg(page.key order by page.key, page.sku)
      into page_skus, page_keys
      from (
        select ordered.sku, ordered.key from (
          select hit.sku, hit.key from (
            select p.sku, case
              when relevance then - (3200 * (step = 1 or coalesce(p.terms @@ ask.code, false))::integer
                + 1600 * (step between BEST and LAST_WHOLE or p.terms @@ ask.exact)::integer
                + 800 * (step in (3, 4, 5, 6, 11, 12) or p.terms @@ ask.ending)::integer
                + 400 * (step in (3, 4, 7, 8, 11, 12) or p.terms @@ ask.kind)::integer
                + 200 * (strpos(p.phrases, phrase) > 0)::integer + p.shortness)
              when newest then - (extract(epoch from p.created_at) * 1000000)::bigint
              else direction * p.price end::bigint as key
            from searched_products(fitting, category_ids, price, brand) p
            -- The key is reckoned once for each hit, not anew wherever it is named below.
            offset 0
          ) hit
          where (after_sku is null or hit.key > after_key or hit.key = after_key and hit.sku > after_sku)
            and (not relevance or hit.key <= -WORTHS[step] and hit.key > -below)
          order by hit.key, hit.sku
          -- Stock is looked up in this order, and only until the page is full.
          limit case when availabilities is null then wanted - cardinality(skus) end
        ) ordered
        where availabilities is null or availability(ordered.sku) = any (availabilities)
        limit wanted - cardinality(skus)
      ) page;
      skus := skus || page_skus;
      keys := keys || page_keys;
      -- What is worth more has been found.
      below := WORTHS[step];
      step := case
        when step = ALL_IF_FEW then LAST
        when step = BEST and page_skus is null and count_found(ask.exact, 1) = 0 then LAST_WHOLE
        else step end + 1;
    end loop;
    exit when skus <> '{}' or after_sku is not null;
    written := resolve_search(written);
    exit when written is null;
    -- Once is enough, and from the start.
    after_sku := '';
    after_key := -9223372036854775807;
  end loop;
  return query select found.sku, direction * found.key, written
    from unnest(skus, keys) with ordinality as found (sku, key, place) order by found.place;
end $$;
