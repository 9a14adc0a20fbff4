-- Whether who asks may see an order: its customer, for a guest's who has its token, and staff.
-- request: { customerId (who is signed in), guest (has the order's token), staff }: what is not there is not so
create or replace function may_see_order(orders_customer text, request jsonb) returns boolean language sql immutable as $$
  select coalesce(orders_customer = request ->> 'customerId', false)
    or (orders_customer is null and coalesce((request ->> 'guest')::boolean, false))
    or coalesce((request ->> 'staff')::boolean, false);
$$;
