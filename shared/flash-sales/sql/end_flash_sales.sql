-- Releases the stock that ended flash sales hold, except for open claims. request: {}. result: { processed }, in SKUs.
-- Separate from expire_orders, which would lock inventory after coupons and slots, against the common lock order.
create or replace function end_flash_sales(request jsonb) returns jsonb language plpgsql as $$
declare
  ended_sku text;
  processed integer := 0;
begin
  for ended_sku in
    select distinct sku from stock_holds where flash_sale_id is not null and expires_at <= now() order by sku
  loop
    perform 1 from inventory where sku = ended_sku for no key update;
    perform release_expired_holds(ended_sku);
    processed := processed + 1;
  end loop;
  return jsonb_build_object('processed', processed);
end $$;
