-- One page of a search, best first.
-- request: { q, sort (relevance | price | -price | newest), limit, category? (slug), price: [least, most],
--   brand? (folded), availability? [in_stock | low_stock | sold_out, …], after? { key, sku }: the product to go on from }
-- result: rows of sku, key (what the page is ordered by, before the SKU) and q, as it was understood. A search without
-- result is tried once more as it was probably meant (correct_search.sql); pages that follow ask for that at once.
-- Relevance, from strong to weak, each outweighing all that follow: it is the code; all words are whole words of name or
-- brand; the name ends with the last one; the category is called so; the words stand together; the name is short.
-- What a hit costs is reading its row, what a step costs is asking the index. The index, which can tell how well a product
-- fits, is asked for one level after the other, the best first, and no further than the page needs; of a level first for
-- the short names, since most pages end among them. What has several words whole is few, as a rule: all of it is read at
-- once. The steps are one statement, which stops at the full page: to begin a statement costs more than most steps.
create or replace function search_products(request jsonb) returns table (sku text, key bigint, q text)
language plpgsql stable rows 20 set effective_io_concurrency = 0 as $$
#variable_conflict use_column
declare
  FEW constant integer := 600;
  CODE constant integer := 1;
  WHOLE_IF_FEW constant integer := 2;
  LAST_WHOLE constant integer := 10;
  LAST constant integer := 13;
  -- What all hits have been found of after each step (see asks): those that are worth so much, or more. Of the short
  -- names only those that have the words together as well are worth more than any other name, by 200 + 73.
  WORTHS constant integer[] := '{3200, 1600, 3073, 2800, 2673, 2400, 2273, 2000, 1873, 1600, 1473, 1200, 0}';
  -- See write_product_search.sql.
  SHORT constant tsquery := '''~''';
  wanted constant integer := request ->> 'limit';
  relevance constant boolean := request ->> 'sort' = 'relevance';
  newest constant boolean := request ->> 'sort' = 'newest';
  direction constant integer := case when request ->> 'sort' = 'price' then 1 else -1 end;
  -- Keys are compared as the list runs: what comes later is greater.
  after_key bigint := direction * (request #>> '{after,key}')::bigint;
  after_sku text := request #>> '{after,sku}';
  category_ids text[];
  price constant integer[] := array[(request #>> '{price,0}')::integer, (request #>> '{price,1}')::integer];
  brand constant text := fold_text(request ->> 'brand');
  availabilities text[];
  written text := request ->> 'q';
  phrase text;
  ask record;
  ending tsquery;
  whole integer;
  asks tsquery[];
  steps integer[];
  skus text[];
  keys bigint[];
begin
  if request ->> 'category' is not null then
    category_ids := category_descendants(request ->> 'category');
  end if;
  if request ->> 'availability' is not null then
    availabilities := array(select jsonb_array_elements_text(request -> 'availability'));
  end if;
  loop
    ask := search_queries(written);
    phrase := fold_text(written);
    -- A word that a name ends with is one of its words.
    ending := case when ask.several then ask.exact && ask.ending else ask.ending end;
    asks := array[
      ask.code,
      ask.exact,
      ending && ask.kind && SHORT,
      ending && ask.kind,
      ending && SHORT,
      ending,
      ask.exact && ask.kind && SHORT,
      ask.exact && ask.kind,
      ask.exact && SHORT,
      ask.exact,
      ask.ending_prefix && ask.kind_prefix && SHORT,
      ask.ending_prefix && ask.kind_prefix,
      ask.matching];
    -- The index counts whole words quickly; one word alone is not counted, it may be common.
    whole := case when relevance and ask.several then count_matches(ask.exact, FEW) end;
    -- What has several words somehow is few, as a rule, and to look for beginnings costs the index more than that.
    steps := case
      when not relevance then array[LAST]
      when whole = 0 then array[CODE, LAST]
      when whole < FEW then array[CODE, WHOLE_IF_FEW, LAST]
      when whole = FEW then '{1, 3, 4, 5, 6, 7, 8, 9, 10, 13}'
      else '{1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}' end;
    select array_agg(page.sku order by page.key, page.sku), array_agg(page.key order by page.key, page.sku)
    into skus, keys
    from (
      select ordered.sku, ordered.key
      from (
        select steps[place] as step, asks[steps[place]] as fitting, - WORTHS[steps[place]] as worth,
          - coalesce(WORTHS[steps[place - 1]], 10000) as found
        from generate_series(1, cardinality(steps)) as place
        -- These are reckoned once for each step, not anew for each hit.
        offset 0
      ) at
      cross join lateral (
        select hit.sku, hit.key from (
          select p.sku, case
            when relevance then - (3200 * (step = CODE or coalesce(p.terms @@ ask.code, false))::integer
              + case when step between WHOLE_IF_FEW and LAST_WHOLE or p.terms @@ ask.exact then 1600
                  + 800 * (step in (3, 4, 5, 6) or p.terms @@ ask.ending)::integer
                  + 400 * (step in (3, 4, 7, 8) or p.terms @@ ask.kind)::integer
                else 800 * (step in (11, 12) or p.terms @@ ask.ending_prefix)::integer
                  + 400 * (step in (11, 12) or p.terms @@ ask.kind_prefix)::integer end
              + 200 * (strpos(p.phrases, phrase) > 0)::integer + p.shortness)
            when newest then - (extract(epoch from p.created_at) * 1000000)::bigint
            else direction * p.price end::bigint as key
          from matching_products(fitting, category_ids, price, brand) p
          -- The key is reckoned once for each hit, not anew wherever it is named below.
          offset 0
        ) hit
        where (after_sku is null or hit.key > after_key or hit.key = after_key and hit.sku > after_sku)
          -- What is worth less comes with a later step, what is worth more came with the one before.
          and (not relevance or hit.key <= worth and hit.key > found)
        order by hit.key, hit.sku
        -- Stock is looked up in this order, and only until the page is full.
        limit case when availabilities is null then wanted end
      ) ordered
      -- It can be no code; or the pages before have all of this step.
      where fitting is not null and (after_key is null or not relevance or after_key <= worth)
        and (availabilities is null or case when (select true from scarce_stock s where s.sku = ordered.sku)
          then availability(ordered.sku) else 'in_stock' end = any (availabilities))
      limit wanted
    ) page;
    exit when skus is not null or after_sku is not null;
    written := correct_search(written);
    exit when written is null;
    -- Once is enough, and from the start.
    after_sku := '';
    after_key := -9223372036854775807;
  end loop;
  return query select found.sku, direction * found.key, written
    from unnest(skus, keys) with ordinality as found (sku, key, place) order by found.place;
end $$;
