-- Gives ordinary stock what an ended sale holds beyond the claims that can still be bought; answers how many units.
-- The caller has locked the SKU's inventory row.
create or replace function settle_sale_hold(wanted_sale text) returns integer language plpgsql as $$
declare
  held_units integer;
  promised integer;
  last_expiry timestamptz;
begin
  perform 1 from flash_sales where id = wanted_sale for no key update;
  perform release_lapsed_claims(wanted_sale);
  select coalesce(sum(quantity), 0), max(expires_at) into promised, last_expiry
  from flash_sale_claims where sale_id = wanted_sale and status = 'held';
  select quantity into held_units from stock_holds where flash_sale_id = wanted_sale;
  if promised = 0 then
    delete from stock_holds where flash_sale_id = wanted_sale;
  else
    update stock_holds set quantity = promised, expires_at = last_expiry where flash_sale_id = wanted_sale;
  end if;
  update inventory i set held = i.held - (held_units - promised) from flash_sales s where s.id = wanted_sale and i.sku = s.sku;
  return held_units - promised;
end $$;
