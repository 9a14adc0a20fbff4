-- The part of what an order costs that will not be captured any more, in minor units, less what staff have written off.
-- 0 while a capture is still possible. A provider captures once: it releases the rest of the authorisation.
create or replace function missing_amount(the_order orders, payment payments) returns integer language sql immutable as $$
  select case
    when the_order.status not in ('paid', 'picking', 'out_for_delivery', 'delivered') then 0
    when payment.captured = 0 and payment.cancelled_at is null and payment.capture_failed_at is null then 0
    else greatest(coalesce(payment.due, payment.amount) - payment.captured - payment.written_off, 0)
  end
$$;
