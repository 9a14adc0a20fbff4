-- A correction of a word that no product has: a word of the catalog that differs by one letter. Words with the same first
-- letter are preferred, then frequent words. If there is none, a word of six or more letters may be the misspelt start of a
-- longer word. That is tried second, because the index needs much longer for prefixes.
-- Null when there is no correction. Only letters are corrected, because another size is another product. Words about diets and
-- allergens are not corrected, and a word that is nearly one of them only to it (diet_words.sql).
create or replace function correct_word(word text) returns text language plpgsql stable as $$
declare
  PRODUCT_LIMIT constant integer := 50;
  size constant integer := length(word);
  -- With one wrong letter, at least this many letters before or after it are right.
  right_part constant integer := (size - 2) / 2;
  variants constant text[] := deletion_variants(word);
  is_prefix boolean;
  query tsquery;
  corrected text;
  diets constant record := diet_words();
  only_diets text[];
begin
  if word !~ '^[a-z]{4,}$' or word = any (diets.latin) or english_singular(word) = any (diets.latin) then
    return null;
  end if;
  only_diets := array(select diet from unnest(diets.core) as diet where deletion_variants(diet) && variants);
  foreach is_prefix in array case when size >= 6 then '{f, t}' else '{f}'::boolean[] end loop
    query := array_to_string(array(
      select quote_literal(form) || case when is_prefix then ':*' else '' end from unnest(variants) as form), ' | ');
    with known as (
      select term as known, count(*) as products
      from (
        -- Unnested here, one row at a time. As a separate subquery the terms of every row would be materialized first.
        select unnest(tsvector_to_array(checked.terms)) as term from (
          -- "offset 0" prevents a plan that scans all products because of the limit.
          select s.terms from (select sku from product_misspellings where misspellings @@ query offset 0) m
          join product_search s on s.sku = m.sku where s.active limit PRODUCT_LIMIT
        ) checked
      ) unnested
      -- Most terms have other characters or are too short. The cheap conditions exclude them before the regular expression.
      where term between 'a' and '{' and length(term) >= size - 1 and (is_prefix or length(term) <= size + 1) and term ~ '^[a-z]{3,}$'
      group by term
    )
    select known into corrected from known
    -- "offset 0", so that it is computed once.
    cross join lateral (select case when is_prefix then left(known, size) else known end offset 0) written (form)
    where (left(form, right_part) = left(word, right_part) or right(form, right_part) = right(word, right_part))
      and deletion_variants(form) && variants
      and (only_diets = '{}' or english_singular(form) = any (only_diets))
    order by left(known, 1) = left(word, 1) desc, products desc, known;
    exit when found;
  end loop;
  return corrected;
end $$;
