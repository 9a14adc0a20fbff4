-- Writes the search index of these products from their current rows.
--
-- terms: a prefix marks the field of a term, so that the index alone shows how well a word matches:
--   (none) the words of name and brand;
--   "=" the last word of the name before its size, a bracket or a dash, which names the kind of product ("Milk Chocolate
--     100g" is a chocolate);
--   "==" the last two words, written together. Not "=", because prefixes of the last word would match the word before it;
--   "%" the words of the category and of its parent, except a top-level parent;
--   "#" the SKU, also without leading zeros if it is a number. "#" alone is in every product, for searches without words;
--   "#+" the barcode without leading zeros, because one GTIN has 8, 12, 13 or 14 digits;
--   "~" marks products with a short name.
--   English plurals are added in the singular too. Chinese has no spaces between words, so each character and each pair of
--   adjacent characters is a term. Two adjacent words are a term when they are written together ("cornflakes").
-- shortness: 99 minus the average length of brand and name over the languages.
-- phrases: brand and name, folded, one line for each language. brand: the value of the brand filter.
-- All text is normalized by fold_characters.
-- product_misspellings: the deletion variants of the Latin words of name and brand that have four or more letters.
-- This works on sets, because a function call for each word is slow. JIT is off, because compiling takes ten times as long
-- as running.
create or replace function index_products(skus text[]) returns void language sql set jit = off as $$
  with product as materialized (
    select p.sku, p.category_id, p.price, p.active, p.created_at, p.barcode, brand.*, name.*, size.*, kind.*
    from products p
    cross join lateral (
      select fold_text(string_agg(value, ' ')) as brands, fold_text(coalesce(p.brand ->> 'en', min(value))) as brand
      from jsonb_each_text(p.brand)
    ) brand
    cross join lateral (
      select string_agg(fold_characters(value), E'\n') as names,
        string_agg(fold_text(concat_ws(' ', p.brand ->> key, value)), E'\n' order by key) as phrases, count(*) as languages
      from jsonb_each_text(p.name)
    ) name
    cross join lateral (select 99 - least(99, length(phrases) / languages) as shortness) size
    cross join lateral (
      select fold_text(string_agg(text.value, ' ')) as kinds
      from categories own
      join categories c on c.id = own.id or (c.id = own.parent_id and c.parent_id is not null)
      cross join jsonb_each_text(c.name) as text
      where own.id = p.category_id
    ) kind
    where p.sku = any (skus)
  ), fields as (
    select sku, '=' as field, parts[1] as folded
    from product
    cross join regexp_matches(names,
      '(?:\m[a-z][a-z0-9]*(?=\s*(?:$|[\n(),/&+])|\s+(?:-\s|[0-9]))|[\u3040-\u9fff\uac00-\ud7af]{1,2}(?![\u3040-\u9fff\uac00-\ud7af]))',
      'g') as ending (parts)
    union all
    -- The last two words, written together.
    select sku, '==', parts[1] || parts[2] as folded
    from product
    cross join regexp_matches(names,
      '\m([a-z][a-z0-9]*)[ -]([a-z][a-z0-9]*)(?=\s*(?:$|[\n(),/&+])|\s+(?:-\s|[0-9]))', 'g') as ending (parts)
    union all select sku, '', fold_text(names) || ' ' || coalesce(brands, '') from product
    union all select sku, '%', kinds from product
  ), words as (
    select distinct sku, field, parts[1] as word, parts[1] ~ '^[a-z0-9]' as latin
    from fields cross join regexp_matches(folded, '[a-z0-9.]+|[^a-z0-9. ]+', 'g') as found (parts)
  ), pairs as (
    select distinct sku, field, parts[place] || parts[place + 1] as word
    from fields
    cross join lateral (select string_to_array(folded, ' ') as parts) split
    cross join generate_series(1, cardinality(parts) - 1) as place
    where field not in ('=', '==') and parts[place] ~ '^[a-z]+$|^[0-9]+$' and parts[place + 1] ~ '^[a-z]+$|^[0-9]{1,2}$'
      and length(parts[place]) + length(parts[place + 1]) between 3 and 24
  ), terms as (
    select sku, field || word as term from words where latin
    union all
    select sku, field || form from pairs cross join lateral (values (word), (english_singular(word))) as forms (form)
    union all
    select sku, field || english_singular(word) from words where latin
    union all
    select sku, field || substr(word, place, size)
    from words cross join generate_series(1, 2) as size cross join generate_series(1, length(word) - size + 1) as place
    where not latin
    union all
    select sku, '#' || code
    from product cross join unnest(array['', lower(sku), case when sku ~ '^[0-9]*[1-9][0-9]*$' then ltrim(sku, '0') end,
      '+' || ltrim(barcode, '0')]) as code
    where code is not null
    union all select sku, '~' from product where shortness >= 73
  ), vectors as (
    select sku, array_to_tsvector(array_agg(distinct term)) as terms from terms group by sku
  ), variants as (
    select sku, array_to_tsvector(array_agg(distinct left(word, greatest(0, place - 1)) || substr(word, place + 1))) as misspellings
    from words cross join generate_series(0, length(word)) as place
    where word ~ '^[a-z]{4,}$' and field = ''
    group by sku
  ), written as (
    insert into product_misspellings as m (sku, misspellings)
    select sku, coalesce(misspellings, '') from product left join variants using (sku) order by sku
    on conflict (sku) do update set misspellings = excluded.misspellings where m.misspellings <> excluded.misspellings
  )
  insert into product_search as s (sku, category_id, price, active, created_at, brand, phrases, terms, shortness)
  select sku, category_id, price, active, created_at, brand, phrases, terms, shortness from product join vectors using (sku)
  order by sku
  on conflict (sku) do update set category_id = excluded.category_id, price = excluded.price, active = excluded.active,
    created_at = excluded.created_at, brand = excluded.brand, phrases = excluded.phrases, terms = excluded.terms,
    shortness = excluded.shortness
    where (s.category_id, s.price, s.active, s.created_at, s.brand, s.phrases, s.terms, s.shortness) is distinct from
      (excluded.category_id, excluded.price, excluded.active, excluded.created_at, excluded.brand, excluded.phrases,
        excluded.terms, excluded.shortness)
$$;

-- Indexes any number of products, 200 at a time. Postgres estimates ten elements for an array, and with 20,000 products in one
-- call it chose a nested loop over all pairs.
create or replace function write_product_search(skus text[]) returns void language plpgsql as $$
begin
  for start in 1 .. cardinality(skus) by 200 loop
    perform index_products(skus[start : start + 199]);
  end loop;
end $$;

-- This file runs again whenever its text changes, and then indexes all products again.
select write_product_search(array(select sku from products));
