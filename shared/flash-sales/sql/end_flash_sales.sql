-- Gives what is left of ended flash sales back to ordinary stock, but for claims that can still be bought. request: {}. result: { processed }
-- A call of its own: within expire_orders it would lock inventory after coupons and slots, against the common order.
create or replace function end_flash_sales(request jsonb) returns jsonb language plpgsql as $$
declare
  ended text;
  processed integer := 0;
begin
  for ended in
    select distinct sku from stock_holds where flash_sale_id is not null and expires_at <= now() order by sku
  loop
    perform 1 from inventory where sku = ended for no key update;
    perform take_back_lapsed_holds(ended);
    processed := processed + 1;
  end loop;
  return jsonb_build_object('processed', processed);
end $$;
