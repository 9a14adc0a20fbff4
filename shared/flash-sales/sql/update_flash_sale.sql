-- Updates the given fields of a flash sale that has not ended. A larger allocation holds more of the ordinary stock, a
-- smaller one releases units; active: false ends the sale. Claims keep their price.
-- request: { actor, ifMatch?, saleId, changes: the columns of create_flash_sale's sale except sku, and active }
-- Returns its flash_sale_record. Without a difference nothing is written.
-- Refuses with flash_sale_not_found, precondition_failed { version }, flash_sale_ended, insufficient_stock { shortages },
-- conflicting_change { errors }.
create or replace function update_flash_sale(request jsonb) returns jsonb language plpgsql as $$
declare
  stored flash_sales;
  wanted flash_sales;
  more integer;
begin
  perform 1 from inventory
  where sku in (select s.sku from flash_sales s where s.id = request ->> 'saleId') for no key update;
  select * into stored from flash_sales where id = request ->> 'saleId' for no key update;
  if stored.id is null then
    perform refuse('flash_sale_not_found');
  end if;
  perform require_version(request, stored.version);
  wanted := jsonb_populate_record(stored, request -> 'changes');
  if wanted is not distinct from stored then
    return flash_sale_record(stored);
  elsif not stored.active or stored.ends_at <= now() then
    perform refuse('flash_sale_ended');
  end if;
  perform release_expired_claims(stored.id);
  if exists (
    select from flash_sale_claims where sale_id = stored.id and status <> 'released'
    group by customer_id having sum(quantity) > wanted.per_customer_limit)
  then
    perform refuse('conflicting_change', jsonb_build_object('errors', jsonb_build_array(jsonb_build_object(
      'path', 'perCustomerLimit', 'message', 'must not be below what one customer has claimed'))));
  end if;

  update flash_sales set price = wanted.price, allocation = wanted.allocation,
    per_customer_limit = wanted.per_customer_limit, starts_at = wanted.starts_at, ends_at = wanted.ends_at,
    active = wanted.active, version = version + 1
  where id = stored.id returning * into wanted;
  more := wanted.allocation - stored.allocation;
  if more < 0 then
    perform reduce_sale_hold(stored, -more);
  elsif more > 0 then
    perform hold_stock(jsonb_build_array(jsonb_build_object('sku', stored.sku, 'quantity', more)));
    insert into stock_holds as h (sku, flash_sale_id, quantity, expires_at)
    values (stored.sku, stored.id, more, wanted.ends_at)
    on conflict (flash_sale_id, sku) where flash_sale_id is not null
      do update set quantity = h.quantity + excluded.quantity;
  end if;
  update stock_holds set expires_at = case when wanted.active then wanted.ends_at else now() end
  where flash_sale_id = stored.id;
  perform release_expired_holds(stored.sku);
  perform audit(request, 'update', 'flash_sale', stored.id, flash_sale_record(stored), flash_sale_record(wanted));
  return flash_sale_record(wanted);
end $$;
