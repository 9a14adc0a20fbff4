-- Whether the shop has already begun to give an order's money back, or the provider to let it go: it can't be paid any more.
-- A refund that was made at the provider by hand may be reported before the payment is: the order is paid all the same.
create or replace function was_given_up(payment payments) returns boolean language sql stable as $$
  select payment.cancel_requested_at is not null or payment.cancelled_at is not null
    or exists (select from refunds r where r.payment_id = payment.id and r.reason <> 'at_the_provider'
      and r.status <> 'not_charged')
$$;
