-- Takes back the lapsed holds of one SKU; answers how many units came free.
-- Units of a flash sale that an order let lapse go back to the sale, while it runs; an ended sale keeps what is claimed.
-- The caller has locked the SKU's inventory row: holds change only under that lock.
create or replace function take_back_lapsed_holds(wanted_sku text) returns integer language plpgsql as $$
declare
  ended text;
  owners text[];
  units integer;
  freed integer := 0;
begin
  for ended in
    select flash_sale_id from stock_holds
    where sku = wanted_sku and expires_at <= now() and flash_sale_id is not null order by flash_sale_id
  loop
    freed := freed + settle_sale_hold(ended);
  end loop;

  with lapsed as (
    delete from stock_holds where sku = wanted_sku and expires_at <= now() and order_id is not null
    returning order_id, quantity)
  select array_agg(order_id), sum(quantity) into owners, units from lapsed;
  if owners is not null then
    update inventory set held = held - units where sku = wanted_sku;
    freed := freed + units - return_claims(owners, wanted_sku);
  end if;
  return freed;
end $$;
