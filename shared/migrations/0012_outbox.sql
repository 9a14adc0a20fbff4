-- What must happen after a commit. A row is written in the transaction that causes it, and is delivered at least once.

create table outbox (
  id bigint generated always as identity,
  topic text not null,
  order_id text collate "C",
  -- Rows of one order and one lane are delivered in the order of their ids. Null: delivered independently.
  lane text,
  payload jsonb not null,
  -- The request that caused the row, for tracing. A routine finds it in a setting of its transaction.
  request_id text default nullif(current_setting('larder.request_id', true), ''),
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  -- When delivery was given up: the row is a dead letter, which staff decide about.
  dead_at timestamptz,
  last_error text,
  constraint outbox_pkey primary key (id),
  constraint outbox_attempts_not_negative check (attempts >= 0),
  constraint outbox_delivered_or_dead check (delivered_at is null or dead_at is null)
);
create index outbox_undelivered_idx on outbox (available_at, id) where delivered_at is null and dead_at is null;
create index outbox_lane_idx on outbox (order_id, lane, id)
  where lane is not null and delivered_at is null and dead_at is null;
create index outbox_dead_idx on outbox (id) where dead_at is not null;
-- For pruning.
create index outbox_delivered_idx on outbox (delivered_at) where delivered_at is not null;
