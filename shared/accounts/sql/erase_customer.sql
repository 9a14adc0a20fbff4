-- Erases a customer: the account with its sessions, and of what must stay all that says whose it was.
-- request: { customerId, passwordHash (the one that the password was checked against) }. result: {}
-- An account that is gone already is erased: nothing below finds a row. Refuses, changing nothing, with
--   wrong_password       the password was changed since it was checked
--   order_under_way      { orderIds }: what is still to be paid, picked or brought needs its address
--   last_admin           nobody would be left to run the shop
--
-- Orders stay, with their lines and sums, and so do their carts and coupon uses: under one new name that leads to nobody,
-- so that a limit for each customer still counts what was one customer's as one. An order that expired would become an
-- order again should its payment still come, and has no address any more: it is cancelled, and such money goes back. That
-- is no news for anybody, so no event tells of it.
-- Locks: other admins, the customer ("for update": whoever writes something of theirs has it by require_customer), then
-- orders and carts in the order of their ids, then the sales of all claims that are theirs or lie in their carts.
create or replace function erase_customer(request jsonb) returns jsonb language plpgsql as $$
declare
  customer customers;
  nobody text := 'erased_' || replace(gen_random_uuid()::text, '-', '');
  under_way jsonb;
begin
  if exists (select from customers where id = request ->> 'customerId' and role = 'admin') then
    perform require_other_admin(request ->> 'customerId');
  end if;
  select * into customer from customers where id = request ->> 'customerId' for update;
  if customer.password_hash <> request ->> 'passwordHash' then
    perform refuse('wrong_password');
  end if;
  perform 1 from orders where customer_id = customer.id order by id for no key update;
  select jsonb_agg(id order by number) into under_way from orders
  where customer_id = customer.id and status not in ('delivered', 'cancelled', 'expired', 'refunded');
  if under_way is not null then
    perform refuse('order_under_way', jsonb_build_object('orderIds', under_way));
  end if;

  insert into order_history (order_id, status)
  select id, 'cancelled' from orders where customer_id = customer.id and status = 'expired';
  update payment_events e set payload = '{}'
  from orders o join payments p on p.order_id = o.id
  where o.customer_id = customer.id and e.provider = p.provider and e.provider_payment_id = p.provider_payment_id;
  update coupon_redemptions r set customer = nobody
  from orders o where o.customer_id = customer.id and r.order_id = o.id;
  update orders set customer_id = nobody, email = 'erased@customer.invalid',
    address = case when address is not null then '{"line1": "erased"}'::jsonb end,
    status = case status when 'expired' then 'cancelled' else status end, updated_at = now()
  where customer_id = customer.id;

  perform 1 from carts where customer_id = customer.id order by id for no key update;
  perform 1 from flash_sales where id in (
    select c.sale_id from flash_sale_claims c where c.customer_id = customer.id
    union all
    select c.sale_id from carts t join flash_sale_claims c on c.cart_id = t.id where t.customer_id = customer.id
  ) order by sku, id for no key update;
  perform release_claim(jsonb_build_object('saleId', c.sale_id, 'claimId', c.id, 'customerId', customer.id))
  from flash_sale_claims c where c.customer_id = customer.id and c.status = 'held';
  update flash_sale_claims c set cart_id = null
  from carts t where t.id = c.cart_id and t.customer_id = customer.id and t.status <> 'ordered';
  update flash_sale_claims set customer_id = nobody where customer_id = customer.id;
  delete from carts where customer_id = customer.id and status <> 'ordered';
  update carts set customer_id = nobody, slot_id = null, address = null, updated_at = now()
  where customer_id = customer.id;
  delete from idempotency_keys where scope = customer.id;
  delete from customers where id = customer.id;
  return '{}';
end $$;
