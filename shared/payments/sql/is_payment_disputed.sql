-- Whether a dispute of a payment is open or lost. The bank then has the money or decides about it, so no refund may pay it
-- out a second time.
create or replace function is_payment_disputed(payment payments) returns boolean language sql stable as $$
  select coalesce(dispute_status(payment.id) in ('open', 'lost'), false)
$$;
