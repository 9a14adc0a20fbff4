-- Creates a flash sale. Its allocation is held from ordinary stock at once, until the sale ends.
-- request: { actor, saleId, sale: { sku, price, allocation, per_customer_limit, starts_at, ends_at } }
-- Returns its flash_sale_record. Refuses with product_not_found { sku }, flash_sale_ended, insufficient_stock { shortages }.
create or replace function create_flash_sale(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted flash_sales := jsonb_populate_record(null::flash_sales, request -> 'sale');
  created flash_sales;
begin
  wanted.sku := product_sku(wanted.sku);
  -- The foreign key of the sale takes this lock, after the inventory is locked.
  perform 1 from products where sku = wanted.sku and active for key share;
  if not found then
    perform refuse('product_not_found', jsonb_build_object('sku', wanted.sku));
  elsif wanted.ends_at <= now() then
    perform refuse('flash_sale_ended');
  end if;
  perform hold_stock(jsonb_build_array(jsonb_build_object('sku', wanted.sku, 'quantity', wanted.allocation)));
  insert into flash_sales (id, sku, price, allocation, per_customer_limit, starts_at, ends_at)
  values (request ->> 'saleId', wanted.sku, wanted.price, wanted.allocation, wanted.per_customer_limit,
    wanted.starts_at, wanted.ends_at)
  returning * into created;
  insert into stock_holds (sku, flash_sale_id, quantity, expires_at)
  values (created.sku, created.id, created.allocation, created.ends_at);
  perform audit(request, 'create', 'flash_sale', created.id, null, flash_sale_record(created));
  return flash_sale_record(created);
end $$;
