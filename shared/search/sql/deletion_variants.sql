-- A word and all that is left of it with one letter gone. Two words share one of these when a letter was left out, added,
-- mistaken or swapped with its neighbour.
create or replace function deletion_variants(word text) returns text[] language sql immutable parallel safe as $$
  select array(
    select word
    union
    select left(word, place - 1) || substr(word, place + 1) from generate_series(1, length(word)) as place)
$$;
