-- Whether a caller can view an order: the order's customer, staff, or the holder of the order's token. Only guests get a
-- token. It stays valid when the order becomes one of the account that confirms the guest's address.
-- request: { customerId (of the signed-in caller), guest (has the order token), staff }. A missing field means false.
create or replace function can_view_order(orders_customer text, request jsonb) returns boolean language sql immutable as $$
  select coalesce(orders_customer = request ->> 'customerId', false)
    or coalesce((request ->> 'guest')::boolean, false)
    or coalesce((request ->> 'staff')::boolean, false);
$$;
