-- One page of a search, best first.
-- request: { q, sort (relevance | price | -price | newest), limit, category? (slug), price: [least, most],
--   brand? (folded), availability? [in_stock | low_stock | sold_out, …], after? { key, sku }: the product to go on from }
-- result: rows of sku, key (what the page is ordered by, before the SKU) and q, as it was understood. A search without
-- result is tried once more as it was probably meant (resolve_search.sql); pages that follow ask for that at once.
-- Relevance, from strong to weak, each outweighing all that follow: it is the code; all words are whole words of name or
-- brand; the name ends with the last one; the category is called so; the words stand together; the name is short.
-- What a hit costs is reading its row. The index tells how well a product fits, so it is asked for one level after the
-- other, and no further than the page needs; of a level first for the short names, since most pages end among them.
create or replace function search_products(request jsonb) returns table (sku text, key bigint, q text)
language plpgsql stable rows 20 as $$
#variable_conflict use_column
declare
  -- What a hit of each level is worth at least, by place: the code; whole words that the name ends with and the category is
  -- called by; that the name ends with; in the category; whole words; ending and category; any other.
  LEVELS constant integer[] := '{3200, 2800, 2400, 2000, 1600, 1200, 0}';
  -- A short name (see write_product_search.sql) that has the words together is worth so much more.
  SHORT constant tsquery := '''~''';
  SHORT_WORTH constant integer := 200 + 73;
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
  place integer;
  short_only boolean;
  fitting tsquery;
  least_worth bigint;
  below bigint;
  page_skus text[];
  page_keys bigint[];
  skus text[] := '{}';
  keys bigint[] := '{}';
begin
  loop
    ask := search_queries(written);
    phrase := fold_text(written);
    -- That words are a code as well is rare. When they are none, no level needs to leave it out.
    if not exists (select from product_search s where s.terms @@ ask.code) then
      ask.code := null;
    end if;
    below := 9223372036854775807;
    for place, short_only in
      select at, part from unnest(case when relevance then '{1, 2, 3, 4, 5, 6, 7}' else '{0}'::integer[] end) as at
      cross join unnest(case when at between 2 and 6 then '{t, f}' else '{f}'::boolean[] end) as part
    loop
      least_worth := LEVELS[place] + case when short_only then SHORT_WORTH else 0 end;
      fitting := case place
        when 1 then ask.code
        when 2 then ask.exact && ask.ending && ask.kind
        when 3 then ask.exact && ask.ending
        when 4 then ask.exact && ask.kind
        when 5 then ask.exact
        when 6 then ask.ending && ask.kind && !!ask.exact
        when 7 then ask.matching && !!ask.exact
        else ask.matching end;
      -- Nothing is a code, or the pages before have all of this level.
      continue when fitting is null or after_key > -least_worth;
      if short_only then
        fitting := fitting && SHORT;
      end if;
      if place > 1 and ask.code is not null then
        fitting := fitting && !!ask.code;
      end if;
      select array_agg(page.sku order by page.key, page.sku), array_agg(page.key order by page.key, page.sku)
      into page_skus, page_keys
      from (
        select ordered.sku, ordered.key from (
          select hit.sku, hit.key from (
            select p.sku, case
              when relevance then - (case when place = 1 then 3200 when place < 6 then 1600 else 0 end
                + 800 * (place in (2, 3, 6) or p.terms @@ ask.ending)::integer
                + 400 * (place in (2, 4, 6) or p.terms @@ ask.kind)::integer
                + 200 * (strpos(p.phrases, phrase) > 0)::integer + p.shortness)
              when newest then - (extract(epoch from p.created_at) * 1000000)::bigint
              else direction * p.price end::bigint as key
            from searched_products(fitting, category_ids, price, brand) p
          ) hit
          where (after_sku is null or hit.key > after_key or hit.key = after_key and hit.sku > after_sku)
            and (place = 0 or hit.key <= -least_worth and hit.key > -below)
          order by hit.key, hit.sku
          -- Stock is looked up in this order, and only until the page is full.
          offset 0
        ) ordered
        where availabilities is null or availability(ordered.sku) = any (availabilities)
        limit wanted - cardinality(skus)
      ) page;
      skus := skus || page_skus;
      keys := keys || page_keys;
      exit when cardinality(skus) = wanted;
      -- What is worth more has been found.
      below := least_worth;
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
