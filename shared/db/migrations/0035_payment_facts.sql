-- More of what a provider can say of a payment, and of what the shop asks of it. Every amount and every time is a fact
-- that only grows, like those that were there before: whatever order they come in, the end is the same.

alter table payments
  -- What is to be reserved where goods are weighed, and taken when they were; null where the amount is taken at once.
  add column authorisation integer,
  add column authorised integer not null default 0,
  -- What the order costs in the end, once that is known: never more than was reserved or taken.
  add column due integer,
  -- Of what was refunded: what came back to the shop, because the refund failed after it had succeeded.
  add column refund_returned integer not null default 0,
  add column cancel_requested_at timestamptz,
  add column cancelled_at timestamptz,
  add column dispute_won_at timestamptz,
  add column dispute_lost_at timestamptz,
  -- When the provider is asked next how the payment stands; null when nothing is open.
  add column checks integer not null default 0,
  add column next_check_at timestamptz default now() + interval '2 minutes',
  add constraint payments_authorisation_covers_the_amount check (authorisation >= amount),
  add constraint payments_authorised_not_negative check (authorised >= 0),
  add constraint payments_due_not_negative check (due >= 0),
  add constraint payments_refund_returned_was_refunded check (refund_returned between 0 and refunded),
  add constraint payments_checks_not_negative check (checks >= 0);
create index payments_next_check_idx on payments (next_check_at) where next_check_at is not null;

alter table refunds
  add column failed_at timestamptz,
  add column failure text,
  -- Who asked, and the key that makes asking twice asking once; null where the shop itself asked.
  add column requested_by text,
  add column request_key text collate "C",
  add column fingerprint text,
  add constraint refunds_request_key unique (order_id, request_key),
  drop constraint refunds_status,
  drop constraint refunds_succeeded_at,
  add constraint refunds_status check (status in ('requested', 'succeeded', 'failed')),
  add constraint refunds_status_is_what_happened check (status = case
    when failed_at is not null then 'failed' when succeeded_at is not null then 'succeeded' else 'requested' end);

alter table orders add column refund_failed_at timestamptz;

-- The order that the provider was told when the payment was made: it finds the payment whose id was not kept yet.
alter table payment_events add column order_id text collate "C";

-- What has happened at the sandbox, as a provider's own books would tell it, whether or not its callbacks arrived.
create table sandbox_events (
  id text collate "C" not null,
  payment_id text collate "C" not null,
  event jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint sandbox_events_pkey primary key (id)
);
create index sandbox_events_payment_idx on sandbox_events (payment_id, created_at);
