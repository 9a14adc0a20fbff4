-- Makes the guest orders with the address of an account orders of the account. The address must be confirmed.
-- Their paid coupon uses then count for the account. Unpaid ones stay holds of whoever typed the address.
-- Locks: the orders, in the order of their ids. The caller holds the lock of the customer.
create or replace function adopt_guest_orders(customer text) returns void language plpgsql as $$
begin
  with guest as (
    select o.id from orders o join customers c on lower(o.email) = lower(c.email)
    where c.id = customer and c.email_verified_at is not null and o.customer_id is null
    order by o.id for no key update of o
  )
  update orders o set customer_id = customer from guest where o.id = guest.id;
  update coupon_redemptions r set customer = o.customer_id
  from orders o
  where o.customer_id = adopt_guest_orders.customer and r.order_id = o.id and r.customer <> o.customer_id
    and r.paid_at is not null;
end $$;
