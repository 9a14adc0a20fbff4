-- Whether any product on sale matches. By the index: where the first of many would do, Postgres takes reading all rows for
-- cheaper, and a list that it must make first ("materialized") it makes by the index, no further than it is read.
create or replace function is_found(matching tsquery) returns boolean language plpgsql stable as $$
begin
  return exists (
    with hit as materialized (select from product_search s where s.terms @@ matching and s.active)
    select from hit);
end $$;
