-- Releases the units that an ended sale holds beyond its open claims. Returns how many units.
-- The caller has locked the SKU's inventory row.
create or replace function release_ended_sale_hold(wanted_sale text) returns integer language plpgsql as $$
declare
  held_units integer;
  claimed_units integer;
  last_expiry timestamptz;
begin
  perform 1 from flash_sales where id = wanted_sale for no key update;
  perform release_expired_claims(wanted_sale);
  select coalesce(sum(quantity), 0), max(expires_at) into claimed_units, last_expiry
  from flash_sale_claims where sale_id = wanted_sale and status = 'held';
  select quantity into held_units from stock_holds where flash_sale_id = wanted_sale;
  if claimed_units = 0 then
    delete from stock_holds where flash_sale_id = wanted_sale;
  else
    update stock_holds set quantity = claimed_units, expires_at = last_expiry where flash_sale_id = wanted_sale;
  end if;
  update inventory i set held = i.held - (held_units - claimed_units) from flash_sales s where s.id = wanted_sale and i.sku = s.sku;
  return held_units - claimed_units;
end $$;
