-- Refuses with coupon_needs_verified_address when an order costs nothing and its coupon is limited for each customer: nobody
-- pays, so only a confirmed address shows whose use it is.
create or replace function require_certain_buyer(for_coupon text, buyer jsonb, total integer) returns void
language plpgsql stable as $$
begin
  if total = 0 and not (buyer ->> 'verified')::boolean and exists (
    select from coupons where id = for_coupon and per_customer_limit is not null)
  then
    perform refuse('coupon_needs_verified_address');
  end if;
end $$;
