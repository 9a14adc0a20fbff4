-- Whether a payment is captured in full, or authorised in full and not cancelled.
create or replace function is_payment_secured(payment payments) returns boolean language sql immutable as $$
  select payment.captured > 0 and payment.captured >= payment.amount
    or coalesce(payment.authorised >= payment.authorisation, false) and payment.cancelled_at is null
$$;
