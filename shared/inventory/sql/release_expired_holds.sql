-- Releases the expired holds of one SKU. Returns how many units became available.
-- Flash-sale units of an expired order return to the sale while it runs. An ended sale keeps holding its open claims.
-- The caller has locked the SKU's inventory row: holds change only under that lock.
create or replace function release_expired_holds(wanted_sku text) returns integer language plpgsql as $$
declare
  ended_sale text;
  owners text[];
  units integer;
  freed integer := 0;
begin
  for ended_sale in
    select flash_sale_id from stock_holds
    where sku = wanted_sku and expires_at <= now() and flash_sale_id is not null order by flash_sale_id
  loop
    freed := freed + release_ended_sale_hold(ended_sale);
  end loop;

  with expired as (
    delete from stock_holds where sku = wanted_sku and expires_at <= now() and order_id is not null
    returning order_id, quantity)
  select array_agg(order_id), sum(quantity) into owners, units from expired;
  if owners is not null then
    update inventory set held = held - units where sku = wanted_sku;
    freed := freed + units - return_claims(owners, wanted_sku);
  end if;
  return freed;
end $$;
