-- Whether a product can be had: sold_out, low_stock or in_stock. Lapsed holds are not held.
create or replace function availability(of_sku text) returns text language plpgsql stable as $$
declare
  units integer;
  threshold integer;
begin
  select i.on_hand - i.held, i.low_stock_threshold into units, threshold from inventory i where i.sku = of_sku;
  if units <= threshold then
    units := units + coalesce(
      (select sum(h.quantity) from stock_holds h where h.sku = of_sku and h.expires_at <= now()), 0);
  end if;
  return case when units <= 0 then 'sold_out' when units <= threshold then 'low_stock' else 'in_stock' end;
end $$;
