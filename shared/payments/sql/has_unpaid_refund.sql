-- Whether a refund failed and its money was not paid back since: by a later refund, or because the whole payment is
-- refunded.
create or replace function has_unpaid_refund(payment payments) returns boolean language sql stable as $$
  select coalesce(sum(r.amount) > (
      select coalesce(sum(later.amount), 0) from refunds later
      where later.payment_id = payment.id and later.status = 'succeeded' and later.reason <> 'at_the_provider'
        and later.created_at > min(r.failed_at)), false)
    and (payment.captured = 0 or payment.captured > payment.refunded - payment.refund_returned)
  from refunds r where r.payment_id = payment.id and r.failed_at is not null
$$;
