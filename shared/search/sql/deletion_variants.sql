-- A word and its variants with one letter deleted (symmetric delete). Two words share a variant when they differ by one
-- letter that is missing, added or wrong, or by two adjacent letters that are swapped.
create or replace function deletion_variants(word text) returns text[] language sql immutable parallel safe as $$
  select array(
    select word
    union
    select left(word, place - 1) || substr(word, place + 1) from generate_series(1, length(word)) as place)
$$;
