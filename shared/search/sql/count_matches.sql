-- Counts the active products that match, up to `most`. Without "materialized" Postgres would choose a sequential scan for a
-- small limit. A materialized subquery uses the index, and is computed only as far as it is read.
create or replace function count_matches(matching tsquery, most integer) returns integer language plpgsql stable as $$
begin
  return (
    with hit as materialized (select from product_search s where s.terms @@ matching and s.active)
    select count(*) from (select from hit limit most) counted);
end $$;
