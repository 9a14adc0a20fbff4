-- The query for a run of Chinese characters in a field (see write_product_search.sql): all its pairs of adjacent characters.
-- As text, for concatenation; null for an empty run.
create or replace function adjacent_pairs(run text, field text) returns text language sql immutable parallel safe as $$
  select string_agg(quote_literal(field || substr(run, place, 2)), ' & ')
  from generate_series(1, case when run = '' then 0 else greatest(1, length(run) - 1) end) as place
$$;
