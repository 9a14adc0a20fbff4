-- How many products on sale match, but no more than so many are counted. By the index: where the first of many would do,
-- Postgres takes reading all rows for cheaper, and a list that it must make first ("materialized") it makes by the index, no
-- further than it is read.
create or replace function count_matches(matching tsquery, most integer) returns integer language plpgsql stable as $$
begin
  return (
    with hit as materialized (select from product_search s where s.terms @@ matching and s.active)
    select count(*) from (select from hit limit most) counted);
end $$;
