-- The word that was probably meant by one that no product has: of the words one letter away the most frequent, first
-- those that begin alike. Of six letters and more it may be the beginning of a word that is still being typed.
-- Null when there is none. Only letters are corrected: another size is another product.
create or replace function correct_word(word text) returns text language plpgsql stable as $$
declare
  LOOKED_AT constant integer := 200;
  less text[] := one_letter_less(word);
  typing boolean := length(word) >= 6;
  near tsquery := array_to_string(array(
    select '''' || form || '''' || case when typing then ':*' else '' end from unnest(less) as form), ' | ');
begin
  if word !~ '^[a-z]{4,}$' then
    return null;
  end if;
  return (
    with known as (
      select term.lexeme as known, count(*) as products
      from (select terms from product_search where misspellings @@ near and active order by sku limit LOOKED_AT) looked_at
      cross join unnest(terms) as term
      where term.lexeme ~ '^[a-z]{3,}$' and term.weights && array['A', 'B', 'C']
      group by term.lexeme
    )
    select known from known
    where one_letter_less(known) && less
      or typing and (one_letter_less(left(known, length(word))) && less
        or one_letter_less(left(known, length(word) + 1)) && less)
    order by left(known, 1) = left(word, 1) desc, one_letter_less(known) && less desc, products desc, known
    limit 1
  );
end $$;
