-- The word that was probably meant by one that no product has: of the words one letter away the most frequent, first
-- those that begin alike. If there is none, and it has six letters and more, it may be the beginning of a word that is
-- still being typed: asked for second, since the index takes much longer to find beginnings.
-- Null when there is none. Only letters are corrected: another size is another product.
create or replace function correct_word(word text) returns text language plpgsql stable as $$
declare
  LOOKED_AT constant integer := 50;
  size constant integer := length(word);
  -- Wherever one letter is wrong, so much before or behind it is right.
  right_part constant integer := (size - 2) / 2;
  less constant text[] := deletion_variants(word);
  typing boolean;
  near tsquery;
  corrected text;
begin
  if word !~ '^[a-z]{4,}$' then
    return null;
  end if;
  foreach typing in array case when size >= 6 then '{f, t}' else '{f}'::boolean[] end loop
    near := array_to_string(array(
      select quote_literal(form) || case when typing then ':*' else '' end from unnest(less) as form), ' | ');
    with known as (
      select term as known, count(*) as products
      from (
        -- Taken apart here, a row at a time: as a table of its own each row's terms would be stored first.
        select unnest(tsvector_to_array(looked_at.terms)) as term from (
          -- Behind "offset 0", lest the limit be taken for a reason to walk through all products.
          select s.terms from (select sku from product_misspellings where misspellings @@ near offset 0) m
          join product_search s on s.sku = m.sku where s.active limit LOOKED_AT
        ) looked_at
      ) taken_apart
      -- Most terms are no letters, or too short: that takes no pattern to tell.
      where term between 'a' and '{' and length(term) >= size - 1 and term ~ '^[a-z]{3,}$'
      group by term
    )
    select known into corrected from known
    -- Behind "offset 0", so that it is worked out once.
    cross join lateral (select case when typing then left(known, size) else known end offset 0) written (form)
    where (left(form, right_part) = left(word, right_part) or right(form, right_part) = right(word, right_part))
      and deletion_variants(form) && less
    order by left(known, 1) = left(word, 1) desc, products desc, known;
    exit when found;
  end loop;
  return corrected;
end $$;
