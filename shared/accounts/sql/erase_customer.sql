-- Erases a customer: deletes the account with its sessions, and removes personal data from what must stay.
-- request: { customerId, passwordHash (against which the password was checked) }. result: {}
-- Idempotent: for an erased account no statement below finds a row. Refuses without any change with
--   wrong_password       the password was changed since it was checked
--   order_under_way      { orderIds }: an order that is not finished needs its address
--   last_admin           no admin would remain
--
-- Queued and sent mails about the account are deleted.
-- Orders stay with their lines and sums, as do their carts and coupon uses. They get one new random pseudonym, so that a
-- limit for each customer still counts them as one customer. An expired order would be revived by a late payment, but has
-- no address any more: it is cancelled, so that such a payment is refunded. This writes no event.
-- Locks: all admins (if the customer is one), the customer ("for update", against writers that hold the key share of
-- require_customer), then orders and carts in the order of their ids, then the sales of all claims of the customer or in
-- their carts.
create or replace function erase_customer(request jsonb) returns jsonb language plpgsql as $$
declare
  customer customers;
  pseudonym text := 'erased_' || replace(gen_random_uuid()::text, '-', '');
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
  update coupon_redemptions r set customer = pseudonym, identity = pseudonym
  from orders o where o.customer_id = customer.id and r.order_id = o.id;
  update orders set customer_id = pseudonym, email = 'erased@customer.invalid',
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
  update flash_sale_claims set customer_id = pseudonym, identity = pseudonym where customer_id = customer.id;
  delete from carts where customer_id = customer.id and status <> 'ordered';
  update carts set customer_id = pseudonym, slot_id = null, address = null, updated_at = now()
  where customer_id = customer.id;
  delete from idempotency_keys where scope = customer.id;
  delete from outbox where topic = 'account_mail'
    and (payload ->> 'customerId' = customer.id or lower(payload ->> 'email') = lower(customer.email));
  delete from customers where id = customer.id;
  return '{}';
end $$;
