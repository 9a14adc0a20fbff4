-- Whether the shop has an order's money for certain: captured in full, or reserved in full and not let go.
create or replace function is_secured(payment payments) returns boolean language sql immutable as $$
  select payment.captured > 0 and payment.captured >= payment.amount
    or coalesce(payment.authorised >= payment.authorisation, false) and payment.cancelled_at is null
$$;
