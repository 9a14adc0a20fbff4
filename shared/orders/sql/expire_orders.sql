-- Ends orders whose payment did not come in time, or only in part, and gives back what they held, and the part.
-- Oldest first, a bounded batch.
-- request: { limit }. result: { processed, remaining }
-- Rows that another runner, a payment or a cancellation has locked are left to it.
create or replace function expire_orders(request jsonb) returns jsonb language plpgsql as $$
declare
  lapsed text[];
  expired text;
begin
  select array_agg(id) into lapsed from (
    select id from orders where status = 'pending_payment' and expires_at <= now()
    order by expires_at limit (request ->> 'limit')::integer for no key update skip locked
  ) locked;
  if lapsed is not null then
    perform release_orders(lapsed);
    foreach expired in array lapsed loop
      perform set_order_status(expired, 'expired');
      perform return_payment(expired, 'expired');
    end loop;
  end if;
  return jsonb_build_object('processed', coalesce(cardinality(lapsed), 0), 'remaining', (
    select count(*) from orders where status = 'pending_payment' and expires_at <= now()));
end $$;
