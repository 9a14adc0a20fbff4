-- What a provider can charge, what it refused, and how long it takes.

alter table payments
  -- The provider charges multiples of this amount, in minor units: 10 for dinars, whose last digit must be 0.
  add column charge_step integer not null default 1,
  -- Why the amount is reserved, or is charged at once although products are sold by weight. Null: none are.
  add column reservation text,
  add column authorised_at timestamptz,
  -- The provider has accepted the payment, and the money arrives later.
  add column processing_at timestamptz,
  -- The provider's final refusal to create the payment. The order is cancelled.
  add column refusal text,
  -- The provider's final refusal to capture the authorised amount.
  add column capture_failed_at timestamptz,
  add column capture_failure text,
  -- The missing amount of which staff were notified.
  add column missing_reported integer not null default 0,
  -- The missing amount that staff gave up.
  add column written_off integer not null default 0,
  add constraint payments_charge_step_positive check (charge_step > 0),
  add constraint payments_reservation check (reservation in ('weighed', 'slot_too_late')),
  add constraint payments_capture_failed_with_reason check ((capture_failed_at is null) = (capture_failure is null)),
  add constraint payments_missing_reported_not_negative check (missing_reported >= 0),
  add constraint payments_written_off_not_negative check (written_off >= 0);

update payments set reservation = 'weighed' where authorisation is not null;
-- When the authorisation arrived was not stored: at the earliest when the payment was created.
update payments set authorised_at = created_at where authorised > 0;
