-- How many units of a sale can be claimed now, including the units of expired claims that are not released yet.
create or replace function flash_sale_remaining(sale flash_sales) returns integer language plpgsql stable as $$
begin
  return sale.allocation - sale.claimed + (
    select coalesce(sum(c.quantity), 0) from flash_sale_claims c
    where c.sale_id = sale.id and c.status = 'held' and c.expires_at <= now());
end $$;
