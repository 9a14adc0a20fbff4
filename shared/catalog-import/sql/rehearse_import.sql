-- Calls a routine of an import, rolls back what it did and returns its result: a step of a dry run.
--
-- In:  { "routine", "batch" }
--
-- Constraints that refer to rows which an earlier step would have written are not checked: they are deferrable, and what
-- they wait for is rolled back before the transaction ends.
create or replace function rehearse_import(batch jsonb) returns jsonb language plpgsql as $$
declare
  REHEARSED constant text := 'LD002';
  argument jsonb := batch -> 'batch';
  result jsonb;
begin
  set constraints all deferred;
  begin
    case batch ->> 'routine'
      when 'import_categories' then result := import_categories(argument);
      when 'import_products' then result := import_products(argument);
      when 'deactivate_missing_products' then result := deactivate_missing_products(argument);
      when 'import_promotions' then result := import_promotions(argument);
      when 'end_import_promotions' then result := end_import_promotions(argument);
    end case;
    raise exception using errcode = REHEARSED;
  exception when sqlstate 'LD002' then
    return result;
  end;
end $$;
