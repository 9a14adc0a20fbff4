-- Makes the guest orders with the address of an account orders of the account. The address must be confirmed.
-- Locks: the orders, in the order of their ids. The caller holds the lock of the customer.
create or replace function adopt_guest_orders(customer text) returns void language plpgsql as $$
begin
  with guest as (
    select o.id from orders o join customers c on lower(o.email) = lower(c.email)
    where c.id = customer and c.email_verified_at is not null and o.customer_id is null
    order by o.id for no key update of o
  )
  update orders o set customer_id = customer from guest where o.id = guest.id;
end $$;
