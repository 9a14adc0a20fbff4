-- Expires a batch of orders that were not fully paid in time, oldest first: releases their holds and refunds partial
-- payments. request: { limit }. result: { processed, remaining }
-- Skips orders that another job run, a payment or a cancellation has locked.
create or replace function expire_orders(request jsonb) returns jsonb language plpgsql as $$
declare
  expired_orders text[];
  expired_order text;
begin
  select array_agg(id) into expired_orders from (
    select id from orders where status = 'pending_payment' and expires_at <= now()
    order by expires_at limit (request ->> 'limit')::integer for no key update skip locked
  ) locked;
  if expired_orders is not null then
    perform release_order_holds(expired_orders);
    foreach expired_order in array expired_orders loop
      perform set_order_status(expired_order, 'expired');
      perform refund_or_void_payment(expired_order, 'expired');
    end loop;
  end if;
  return jsonb_build_object('processed', coalesce(cardinality(expired_orders), 0), 'remaining', (
    select count(*) from orders where status = 'pending_payment' and expires_at <= now()));
end $$;
