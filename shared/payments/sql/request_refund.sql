-- Requests a refund of all captured money above the retained amount that was not requested yet. The outbox calls the
-- provider after the commit, with the refund's id as the idempotency key. Returns whether there was anything to refund.
-- A failed refund is not requested again: it would fail again, and staff are notified. A failed refund that was created
-- manually at the provider does not count, so its money is requested here. The status not_charged refunds nothing.
-- While a dispute is open or lost nothing is requested. When it is won, settle_order calls this again.
-- The caller has locked the order.
create or replace function request_refund(
  wanted_order text, wanted_reason text, retained integer default 0
) returns boolean language plpgsql as $$
declare
  payment payments;
  due integer;
  refund_id text := 'rfd_' || replace(gen_random_uuid()::text, '-', '');
begin
  select * into payment from payments where order_id = wanted_order for no key update;
  select payment.captured - retained
    - greatest(payment.refunded, coalesce(sum(r.amount) filter (where r.succeeded_at is not null), 0))
    - coalesce(sum(r.amount) filter (
      where r.succeeded_at is null and r.status not in ('not_charged', 'withdrawn') and r.reason <> 'at_the_provider'), 0)
  into due from refunds r where r.payment_id = payment.id;
  due := due - due % payment.charge_step;
  if due > 0 and not is_payment_disputed(payment) then
    update payments set next_check_at = now() + interval '2 minutes' where id = payment.id;
    insert into refunds (id, payment_id, order_id, amount, reason, created_at)
    values (refund_id, payment.id, wanted_order, due, wanted_reason, clock_timestamp());
    insert into outbox (topic, order_id, payload)
    values ('refund_requested', wanted_order, jsonb_build_object('refundId', refund_id));
    return true;
  end if;
  return false;
end $$;
