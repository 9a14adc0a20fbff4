-- Throws away guests' carts that nobody has put anything into for a week: each visit of a storefront may make one.
-- request: { limit }. result: { processed, remaining }
-- A cart that somebody has locked is in use. Carts of customers stay, and so do all that hold a line, a claim, a coupon
-- or a slot, or were changed since.
create or replace function flush_carts(request jsonb) returns jsonb language plpgsql as $$
declare
  unused text[];
  more bigint;
begin
  select array_agg(id) into unused from (
    select c.id from carts c
    where c.status = 'open' and c.customer_id is null and c.created_at < now() - interval '7 days'
      and c.updated_at < now() - interval '7 days' and c.coupon_code is null and c.slot_id is null
      and not exists (select from cart_lines l where l.cart_id = c.id)
      and not exists (select from flash_sale_claims f where f.cart_id = c.id)
    order by c.created_at limit (request ->> 'limit')::integer + 1 for update skip locked
  ) found;
  -- Of none it is null, which greatest passes over.
  more := greatest(cardinality(unused) - (request ->> 'limit')::integer, 0);
  delete from carts where id = any (unused[1:(request ->> 'limit')::integer]);
  return jsonb_build_object('processed', coalesce(cardinality(unused), 0) - more, 'remaining', more);
end $$;
