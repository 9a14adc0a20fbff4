-- Asks back what was captured for an order beyond what it may keep, and was not asked back yet. The provider is called after the
-- commit, from the outbox; the refund's id is its idempotency key there. Answers whether anything was due. What failed is
-- not asked for again: it would fail again, and people are told. One that was made at the provider by hand and failed was
-- not the shop's: it asks for itself. What was not charged gives nothing back. The caller has locked the order.
create or replace function request_refund(
  wanted_order text, wanted_reason text, kept integer default 0
) returns boolean language plpgsql as $$
declare
  payment payments;
  due integer;
  refund_id text := 'rfd_' || replace(gen_random_uuid()::text, '-', '');
begin
  select * into payment from payments where order_id = wanted_order for no key update;
  select payment.captured - kept
    - greatest(payment.refunded, coalesce(sum(r.amount) filter (where r.succeeded_at is not null), 0))
    - coalesce(sum(r.amount) filter (
      where r.succeeded_at is null and r.status <> 'not_charged' and r.reason <> 'at_the_provider'), 0)
  into due from refunds r where r.payment_id = payment.id;
  if due > 0 then
    update payments set next_check_at = now() + interval '2 minutes' where id = payment.id;
    insert into refunds (id, payment_id, order_id, amount, reason)
    values (refund_id, payment.id, wanted_order, due, wanted_reason);
    insert into outbox (topic, order_id, payload)
    values ('refund_requested', wanted_order, jsonb_build_object('refundId', refund_id));
  end if;
  return due > 0;
end $$;
