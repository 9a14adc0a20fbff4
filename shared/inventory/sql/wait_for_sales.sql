-- Waits for every order and claim of these products that is being written. The caller has changed the products so that
-- they are no longer sold. After its commit no further order or claim of them appears, because place_new_orders and
-- claim_flash_sale read the products again once they have these locks.
-- Locks inventory by SKU, then flash sales.
create or replace function wait_for_sales(skus text[]) returns void language plpgsql as $$
begin
  perform 1 from inventory where sku = any (skus) order by sku for no key update;
  perform 1 from flash_sales where sku = any (skus) order by sku, id for no key update;
end $$;
