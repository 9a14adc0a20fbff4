-- One page of search results, best first.
-- request: { q, sort (relevance | price | -price | newest), limit, category? (slug), price: [lowest, highest],
--   brand? (folded), availability? [in_stock | low_stock | sold_out, …], after? { key, sku } of the previous page's last row }
-- Returns rows of sku, key (the first sort key; the second is the SKU) and q, the text after corrections. A search without
-- results is repeated once with a correction (correct_search.sql). Later pages request the corrected text directly.
-- Relevance has these criteria, each of which outweighs all that follow: the text is the code; all words are whole words of
-- name or brand; the name ends with the last word; the category names contain the words; the words are adjacent; the name is
-- short.
-- The cost of a match is reading its row, and the cost of a step is an index query. The terms show how well a product
-- matches. So the index is queried one step after the other, the best matches first, until the page is full. Within a
-- step short names come first, because most pages end among them. Few products have several whole words, so these are
-- read in one step. All steps are one statement, because starting a statement costs more than most steps.
create or replace function search_products(request jsonb) returns table (sku text, key bigint, q text)
language plpgsql stable rows 20 set effective_io_concurrency = 0 as $$
#variable_conflict use_column
declare
  FEW_MATCHES constant integer := 600;
  CODE constant integer := 1;
  WHOLE_IF_FEW constant integer := 2;
  LAST_WHOLE constant integer := 10;
  LAST constant integer := 13;
  -- After each step (see step_queries) all products with at least this score have been read. A short name outscores all
  -- others of its step only if its words are also adjacent: 200 + 73.
  STEP_SCORES constant integer[] := '{3200, 1600, 3073, 2800, 2673, 2400, 2273, 2000, 1873, 1600, 1473, 1200, 0}';
  -- The term of short names (see write_product_search.sql).
  SHORT constant tsquery := '''~''';
  page_size constant integer := request ->> 'limit';
  relevance constant boolean := request ->> 'sort' = 'relevance';
  newest constant boolean := request ->> 'sort' = 'newest';
  direction constant integer := case when request ->> 'sort' = 'price' then 1 else -1 end;
  -- Keys are negated for descending orders, so that later rows always have greater keys.
  after_key bigint := direction * (request #>> '{after,key}')::bigint;
  after_sku text := request #>> '{after,sku}';
  category_ids text[];
  price constant integer[] := array[(request #>> '{price,0}')::integer, (request #>> '{price,1}')::integer];
  brand constant text := fold_text(request ->> 'brand');
  availabilities text[];
  search_text text := request ->> 'q';
  phrase text;
  queries record;
  ending tsquery;
  whole_matches integer;
  step_queries tsquery[];
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
    queries := search_queries(search_text);
    phrase := fold_text(search_text);
    -- A single word that a name ends with is one of its words anyway.
    ending := case when queries.several then queries.exact && queries.ending else queries.ending end;
    step_queries := array[
      queries.code,
      queries.exact,
      ending && queries.kind && SHORT,
      ending && queries.kind,
      ending && SHORT,
      ending,
      queries.exact && queries.kind && SHORT,
      queries.exact && queries.kind,
      queries.exact && SHORT,
      queries.exact,
      queries.ending_prefix && queries.kind_prefix && SHORT,
      queries.ending_prefix && queries.kind_prefix,
      queries.matching];
    -- The index counts whole words quickly. A single word may be common, so it is not counted.
    whole_matches := case when relevance and queries.several then count_matches(queries.exact, FEW_MATCHES) end;
    -- Few products match several words in any way. Reading them all costs less than index queries with prefixes.
    steps := case
      when not relevance then array[LAST]
      when whole_matches = 0 then array[CODE, LAST]
      when whole_matches < FEW_MATCHES then array[CODE, WHOLE_IF_FEW, LAST]
      when whole_matches = FEW_MATCHES then '{1, 3, 4, 5, 6, 7, 8, 9, 10, 13}'
      else '{1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}' end;
    select array_agg(page.sku order by page.key, page.sku), array_agg(page.key order by page.key, page.sku)
    into skus, keys
    from (
      select ordered.sku, ordered.key
      from (
        select steps[place] as number, step_queries[steps[place]] as query, - STEP_SCORES[steps[place]] as score,
          - coalesce(STEP_SCORES[steps[place - 1]], 10000) as previous_score
        from generate_series(1, cardinality(steps)) as place
        -- Computed once for each step, not for each match.
        offset 0
      ) step
      cross join lateral (
        select match.sku, match.key from (
          select p.sku, case
            when relevance then - (3200 * (number = CODE or coalesce(p.terms @@ queries.code, false))::integer
              + case when number between WHOLE_IF_FEW and LAST_WHOLE or p.terms @@ queries.exact then 1600
                  + 800 * (number in (3, 4, 5, 6) or p.terms @@ queries.ending)::integer
                  + 400 * (number in (3, 4, 7, 8) or p.terms @@ queries.kind)::integer
                else 800 * (number in (11, 12) or p.terms @@ queries.ending_prefix)::integer
                  + 400 * (number in (11, 12) or p.terms @@ queries.kind_prefix)::integer end
              + 200 * (strpos(p.phrases, phrase) > 0)::integer + p.shortness)
            when newest then - (extract(epoch from p.created_at) * 1000000)::bigint
            else direction * p.price end::bigint as key
          from matching_products(query, category_ids, price, brand) p
          -- The key is computed once for each match, not in each expression below.
          offset 0
        ) match
        where (after_sku is null or match.key > after_key or match.key = after_key and match.sku > after_sku)
          -- Products with a lower score follow in a later step. Products with a higher score were in an earlier one.
          and (not relevance or match.key <= score and match.key > previous_score)
        order by match.key, match.sku
        -- Availability is computed in this order, and only until the page is full.
        limit case when availabilities is null then page_size end
      ) ordered
      -- Skips the code step if the text cannot be a code, and steps that earlier pages have exhausted.
      where query is not null and (after_key is null or not relevance or after_key <= score)
        and (availabilities is null or case when (select true from scarce_stock s where s.sku = ordered.sku)
          then availability(ordered.sku) else 'in_stock' end = any (availabilities))
      limit page_size
    ) page;
    exit when skus is not null or after_sku is not null;
    search_text := correct_search(search_text);
    exit when search_text is null;
    -- The corrected search starts at its first page. Setting after_sku also prevents another correction.
    after_sku := '';
    after_key := -9223372036854775807;
  end loop;
  return query select page.sku, direction * page.key, search_text
    from unnest(skus, keys) with ordinality as page (sku, key, place) order by page.place;
end $$;
