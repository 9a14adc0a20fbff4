-- Takes units out of what a sale holds, to be held anew for who buys them: until then they are ordinary stock, which
-- nobody else can have, for the caller has locked the SKU's inventory row and the sale.
create or replace function take_from_sale(sale flash_sales, units integer) returns void language plpgsql as $$
begin
  delete from stock_holds where flash_sale_id = sale.id and sku = sale.sku and quantity = units;
  if not found then
    update stock_holds set quantity = quantity - units where flash_sale_id = sale.id and sku = sale.sku;
    if not found then
      raise exception 'flash sale % holds nothing of what it has promised', sale.id;
    end if;
  end if;
  update inventory set held = held - units where sku = sale.sku;
end $$;
