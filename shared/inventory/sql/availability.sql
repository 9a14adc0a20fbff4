-- So many units, lapsed holds among them, in a word: sold_out, low_stock or in_stock. Written into the query that asks.
create or replace function stock_in_words(units bigint, threshold integer) returns text language sql immutable as $$
  select case when units <= 0 then 'sold_out' when units <= threshold then 'low_stock' else 'in_stock' end
$$;

-- Whether a product can be had. Lapsed holds are not held.
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
  return stock_in_words(units, threshold);
end $$;
