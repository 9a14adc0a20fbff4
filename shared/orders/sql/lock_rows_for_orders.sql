-- Locks every row that placing these orders can lock, in the lock order of all routines (see place_new_orders).
create or replace function lock_rows_for_orders(orders jsonb) returns void language plpgsql as $$
begin
  perform 1 from customers
  where id in (select o ->> 'customerId' from jsonb_array_elements(orders) o) order by id for key share;
  perform 1 from carts
  where id in (select o ->> 'cartId' from jsonb_array_elements(orders) o) order by id for no key update;
  -- The foreign keys of the order lines take this lock, after the inventory is locked.
  perform 1 from products
  where sku in (
    select l ->> 'sku' from jsonb_array_elements(orders) o cross join lateral jsonb_array_elements(o -> 'lines') l
  ) order by sku for key share;
  perform 1 from inventory
  where sku in (
    select l ->> 'sku' from jsonb_array_elements(orders) o cross join lateral jsonb_array_elements(o -> 'lines') l
  ) order by sku for no key update;
  perform 1 from flash_sales s
  join (
    select c.sale_id from jsonb_array_elements(orders) o cross join lateral jsonb_array_elements(o -> 'lines') l
    join flash_sale_claims c on c.id = l ->> 'claimId' group by c.sale_id
  ) wanted on wanted.sale_id = s.id
  order by s.sku, s.id for no key update of s;
  perform 1 from coupons
  where id in (select o #>> '{coupon,id}' from jsonb_array_elements(orders) o) order by id for no key update;
  perform 1 from delivery_slots
  where id in (select o ->> 'slotId' from jsonb_array_elements(orders) o) order by id for no key update;
end $$;
