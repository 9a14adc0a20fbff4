-- Reduces the hold of a sale, so that the caller can hold the units for an order, or release them.
-- The caller has locked the SKU's inventory row and the sale, so no other transaction can take the units in between.
create or replace function reduce_sale_hold(sale flash_sales, units integer) returns void language plpgsql as $$
begin
  delete from stock_holds where flash_sale_id = sale.id and sku = sale.sku and quantity = units;
  if not found then
    update stock_holds set quantity = quantity - units where flash_sale_id = sale.id and sku = sale.sku;
    if not found then
      raise exception 'flash sale % does not hold the units of its claims', sale.id;
    end if;
  end if;
  update inventory set held = held - units where sku = sale.sku;
end $$;
