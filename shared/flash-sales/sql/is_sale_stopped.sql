-- Whether a flash sale sells nothing any more: it has ended, staff have ended it, or its product was taken off sale (a
-- recall). A product that is sold again resumes its sale until the end.
create or replace function is_sale_stopped(sale flash_sales) returns boolean language plpgsql stable as $$
begin
  return not sale.active or sale.ends_at <= clock_timestamp()
    or exists (select from products p where p.sku = sale.sku and not p.active);
end $$;
