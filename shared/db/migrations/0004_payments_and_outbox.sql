-- Amounts are cumulative facts that only grow: whatever order a provider's events come in, the end is the same.

create table payments (
  id text collate "C" not null,
  provider text not null,
  provider_payment_id text collate "C",
  order_id text collate "C" not null,
  amount integer not null,
  currency text not null,
  captured integer not null default 0,
  refunded integer not null default 0,
  failed_at timestamptz,
  disputed_at timestamptz,
  captured_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payments_pkey primary key (id),
  constraint payments_order_key unique (order_id),
  constraint payments_provider_payment_key unique (provider, provider_payment_id),
  constraint payments_order_fkey foreign key (order_id) references orders (id),
  constraint payments_amount_not_negative check (amount >= 0),
  constraint payments_captured_not_negative check (captured >= 0),
  constraint payments_refunded_not_negative check (refunded >= 0)
) with (fillfactor = 80);

-- What Larder asks the provider to give back. The id is the provider's idempotency key.
create table refunds (
  id text collate "C" not null,
  payment_id text collate "C" not null,
  order_id text collate "C" not null,
  amount integer not null,
  reason text not null,
  status text not null default 'requested',
  created_at timestamptz not null default now(),
  succeeded_at timestamptz,
  constraint refunds_pkey primary key (id),
  constraint refunds_payment_fkey foreign key (payment_id) references payments (id),
  constraint refunds_order_fkey foreign key (order_id) references orders (id),
  constraint refunds_amount_positive check (amount > 0),
  constraint refunds_status check (status in ('requested', 'succeeded')),
  constraint refunds_succeeded_at check ((status = 'succeeded') = (succeeded_at is not null))
);
create index refunds_payment_idx on refunds (payment_id);

-- The inbox: an event is here, once, before its sender gets a 2xx.
create table payment_events (
  provider text not null,
  event_id text collate "C" not null,
  type text not null,
  provider_payment_id text collate "C",
  amount integer,
  refund_id text collate "C",
  payload jsonb not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  outcome text,
  constraint payment_events_pkey primary key (provider, event_id),
  constraint payment_events_processed_with_outcome check ((processed_at is null) = (outcome is null))
);
create index payment_events_unprocessed_idx on payment_events (received_at) where processed_at is null;

-- What must happen after a commit. A row is written in the transaction that causes it, and delivered at least once.
create table outbox (
  id bigint generated always as identity,
  topic text not null,
  order_id text collate "C",
  payload jsonb not null,
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  last_error text,
  constraint outbox_pkey primary key (id),
  constraint outbox_attempts_not_negative check (attempts >= 0)
);
create index outbox_undelivered_idx on outbox (available_at, id) where delivered_at is null;
