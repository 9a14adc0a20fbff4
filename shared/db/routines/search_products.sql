-- One page of a search, best first.
-- request: { q, sort (relevance | price | -price | newest), limit, category? (slug), price: [least, most],
--   brand? (folded), availability? [in_stock | low_stock | sold_out, …], after? { key, sku }: the product to go on from }
-- result: rows of sku, key (what the page is ordered by, before the SKU) and q, as it was understood. A search without
-- result is tried once more as it was probably meant (resolve_search.sql); pages that follow ask for that at once.
-- Relevance, from strong to weak: it is the code; all words are whole words of name or brand; the name ends with the last
-- one; the category is called so; the words stand together; the name is short.
create or replace function search_products(request jsonb) returns table (sku text, key bigint, q text)
language plpgsql stable rows 20 as $$
#variable_conflict use_column
declare
  sort text := request ->> 'sort';
  falling boolean := sort <> 'price';
  after_key bigint := request #>> '{after,key}';
  after_sku text := request #>> '{after,sku}';
  category_ids text[] := category_descendants(request ->> 'category');
  price integer[] := array(select value::integer from jsonb_array_elements_text(request -> 'price') as value);
  brand text := fold_text(request ->> 'brand');
  availabilities text[] := case when request -> 'availability' <> 'null' then
    array(select jsonb_array_elements_text(request -> 'availability')) end;
  written text := request ->> 'q';
  phrase text;
  ask record;
begin
  loop
    ask := search_queries(written);
    phrase := fold_text(written);
    return query
      select ordered.sku, ordered.key, written from (
        select hit.sku, hit.key from (
          select found.sku, case sort
            when 'relevance' then 100 * (
                64 * (found.terms @@ ask.code)::integer + 8 * (found.terms @@ ask.exact)::integer
                + 4 * (found.terms @@ ask.ending)::integer + 3 * (found.terms @@ ask.kind)::integer
                + 2 * (strpos(found.phrases, phrase) > 0)::integer
              ) + 99 - least(99, length(found.phrases) / 3)
            when 'newest' then (extract(epoch from found.created_at) * 1000000)::bigint
            else found.price end::bigint as key
          from searched_products(ask.matching, category_ids, price, brand) found
        ) hit
        where after_sku is null or hit.key = after_key and hit.sku > after_sku
          or case when falling then hit.key < after_key else hit.key > after_key end
        order by case when falling then - hit.key else hit.key end, hit.sku
        -- Stock is looked up in this order, and only until the page is full.
        offset 0
      ) ordered
      where availabilities is null or availability(ordered.sku) = any (availabilities)
      limit (request ->> 'limit')::integer;
    exit when found or after_sku is not null;
    written := resolve_search(written);
    exit when written is null;
    -- Once is enough.
    after_sku := '';
    after_key := case when falling then 9223372036854775807 else -1 end;
  end loop;
end $$;
