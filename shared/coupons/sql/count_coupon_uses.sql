-- How many uses of a coupon count for a buyer (see buyer_identity) under the limit for each customer. A use is certain once
-- its order is paid, or when the buyer was signed in with a confirmed address. Any other use is a hold of whoever typed the
-- address.
--   a guest orders            every use of the same identity, also holds
--   a customer orders         every use of the account, and the certain ones of the same identity: a stranger who types the
--                             address and does not pay uses up nothing
--   a hold is paid (`paying`) the certain uses of the same identity, and other uses of the account
create or replace function count_coupon_uses(
  for_coupon text, buyer jsonb, paying boolean default false, except_order text default ''
) returns integer language sql stable as $$
  select count(*)::integer from coupon_redemptions r
  where r.coupon_id = for_coupon and r.order_id <> except_order and (
    not (buyer ->> 'guest')::boolean and r.customer = buyer ->> 'customer'
    or r.identity = buyer ->> 'identity'
      and (r.verified or r.paid_at is not null or (buyer ->> 'guest')::boolean and not paying))
$$;
