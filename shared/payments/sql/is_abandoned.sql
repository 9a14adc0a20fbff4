-- Whether an order can no longer be paid, because the payment is cancelled or the shop has requested a refund.
-- A refund created manually at the provider does not count: its event may arrive before the event of the payment.
create or replace function is_abandoned(payment payments) returns boolean language sql stable as $$
  select payment.cancel_requested_at is not null or payment.cancelled_at is not null
    or exists (select from refunds r where r.payment_id = payment.id and r.reason <> 'at_the_provider'
      and r.status <> 'not_charged')
$$;
