-- Gives up an amount that an order costs and that could not be charged: it was paid in another way, or is not claimed.
-- request: { actor, orderId, amount (null: all that is missing), reason }. result: { amount, missing: what is still missing }
-- Refuses with order_not_found, write_off_exceeds_missing { missing, requested }.
create or replace function write_off_payment(request jsonb) returns jsonb language plpgsql as $$
declare
  the_order orders;
  payment payments;
  missing integer;
  wanted integer;
begin
  select * into the_order from orders where id = request ->> 'orderId' for no key update;
  if the_order.id is null then
    perform refuse('order_not_found');
  end if;
  select * into payment from payments where order_id = the_order.id for no key update;
  missing := missing_amount(the_order, payment);
  wanted := coalesce((request ->> 'amount')::integer, missing);
  if wanted < 1 or wanted > missing then
    perform refuse('write_off_exceeds_missing', jsonb_build_object('missing', missing, 'requested', wanted));
  end if;
  update payments set written_off = written_off + wanted, missing_reported = missing - wanted, updated_at = now()
  where id = payment.id;
  perform audit(request, 'write_off', 'order', the_order.id, jsonb_build_object('missing', missing),
    jsonb_build_object('missing', missing - wanted, 'amount', wanted, 'reason', request ->> 'reason'));
  return jsonb_build_object('amount', wanted, 'missing', missing - wanted);
end $$;
