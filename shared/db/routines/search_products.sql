-- One page of a search, best first.
-- request: { q, sort (relevance | price | -price | newest), limit, category? (slug), price: [least, most],
--   brand? (folded), availability? [in_stock | low_stock | sold_out, …], after? { key, sku }: the product to go on from }
-- result: rows of sku, key (what the page is ordered by, before the SKU) and q, as it was understood. A search without
-- result is tried once more as it was probably meant (resolve_search.sql); pages that follow ask for that at once.
-- Relevance, from strong to weak, each outweighing all that follow: it is the code; all words are whole words of name or
-- brand; the name ends with the last one; the category is called so; the words stand together; the name is short.
-- The index alone tells the best from the rest, so those are looked at first, and the rest only if they fill no page.
create or replace function search_products(request jsonb) returns table (sku text, key bigint, q text)
language plpgsql stable rows 20 as $$
#variable_conflict use_column
declare
  wanted constant integer := request ->> 'limit';
  relevance constant boolean := request ->> 'sort' = 'relevance';
  newest constant boolean := request ->> 'sort' = 'newest';
  direction constant integer := case when request ->> 'sort' = 'price' then 1 else -1 end;
  -- Keys are compared as the list runs: what comes later is greater.
  after_key bigint := direction * (request #>> '{after,key}')::bigint;
  after_sku text := request #>> '{after,sku}';
  category_ids constant text[] := category_descendants(request ->> 'category');
  price constant integer[] := array(select value::integer from jsonb_array_elements_text(request -> 'price') as value);
  brand constant text := fold_text(request ->> 'brand');
  availabilities constant text[] := case when request -> 'availability' <> 'null' then
    array(select jsonb_array_elements_text(request -> 'availability')) end;
  written text := request ->> 'q';
  phrase text;
  ask record;
  code tsquery;
  exact tsquery;
  ending tsquery;
  kind tsquery;
  level tsquery;
  skus text[];
  keys bigint[];
begin
  loop
    ask := search_queries(written);
    code := ask.code;
    exact := ask.exact;
    ending := ask.ending;
    kind := ask.kind;
    phrase := fold_text(written);
    foreach level in array case
      when relevance then array[exact && ending && kind || code, exact || code, exact || ending && kind || code, ask.matching]
      else array[ask.matching] end
    loop
      select array_agg(page.sku order by page.key, page.sku), array_agg(page.key order by page.key, page.sku)
      into skus, keys
      from (
        select ordered.sku, ordered.key from (
          select hit.sku, hit.key from (
            select p.sku, case
              when relevance then - (100 * (
                  32 * (p.terms @@ code)::integer + 16 * (p.terms @@ exact)::integer + 8 * (p.terms @@ ending)::integer
                  + 4 * (p.terms @@ kind)::integer + 2 * (strpos(p.phrases, phrase) > 0)::integer
                ) + 99 - least(99, length(p.phrases) / 3))
              when newest then - (extract(epoch from p.created_at) * 1000000)::bigint
              else direction * p.price end::bigint as key
            from searched_products(level, category_ids, price, brand) p
          ) hit
          where after_sku is null or hit.key > after_key or hit.key = after_key and hit.sku > after_sku
          order by hit.key, hit.sku
          -- Stock is looked up in this order, and only until the page is full.
          offset 0
        ) ordered
        where availabilities is null or availability(ordered.sku) = any (availabilities)
        limit wanted
      ) page;
      exit when cardinality(skus) = wanted;
    end loop;
    exit when skus is not null or after_sku is not null;
    written := resolve_search(written);
    exit when written is null;
    -- Once is enough, and from the start.
    after_sku := '';
    after_key := -9223372036854775807;
  end loop;
  return query select found.sku, direction * found.key, written
    from unnest(skus, keys) with ordinality as found (sku, key, place) order by found.place;
end $$;
