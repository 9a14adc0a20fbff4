-- Whether a reservation that is made now is still valid at the end of a slot. Null: pick-up without a slot, which is
-- packed at once. Cards reserve for 7 days (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method). Half a day
-- is left for a slot that is late.
create or replace function reservation_covers(slot_ends_at timestamptz) returns boolean language sql stable as $$
  select slot_ends_at is null or slot_ends_at <= now() + interval '6 days 12 hours'
$$;
