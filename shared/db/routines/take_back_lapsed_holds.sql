-- Takes back the lapsed holds of one SKU; answers how many units came free.
-- The caller has locked the SKU's inventory row: holds change only under that lock.
create or replace function take_back_lapsed_holds(wanted_sku text) returns integer language plpgsql as $$
declare
  freed integer;
begin
  with lapsed as (delete from stock_holds where sku = wanted_sku and expires_at <= now() returning quantity)
  select coalesce(sum(quantity), 0) into freed from lapsed;
  if freed > 0 then
    update inventory set held = held - freed where sku = wanted_sku;
  end if;
  return freed;
end $$;
