-- Webhooks notify other systems of order events.

-- No secret is stored: it is derived from the shop's own key, the endpoint's id and secret_number. While a secret is being
-- replaced, the previous one signs as well.
create table webhook_endpoints (
  id text collate "C" not null,
  url text not null,
  description text not null default '',
  -- Null: all types, future ones included.
  event_types text[],
  active boolean not null default true,
  secret_number integer not null default 1,
  previous_secret_until timestamptz,
  -- The first failure since a delivery succeeded. Null: no failure since then.
  failing_since timestamptz,
  -- When the shop disabled the endpoint because it had failed for days.
  disabled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint webhook_endpoints_pkey primary key (id),
  constraint webhook_endpoints_event_types_not_empty check (cardinality(event_types) > 0),
  constraint webhook_endpoints_secret_number_positive check (secret_number > 0),
  constraint webhook_endpoints_disabled_is_inactive check (disabled_at is null or not active)
);

-- One event for one endpoint. The body is stored, so that every attempt sends the same.
create table webhook_deliveries (
  id text collate "C" not null,
  endpoint_id text collate "C" not null,
  event_type text not null,
  order_id text collate "C",
  body text not null,
  status text not null default 'waiting',
  -- The latest attempts, oldest first: [{ at, status, error, milliseconds }].
  attempts jsonb not null default '[]',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint webhook_deliveries_pkey primary key (id),
  constraint webhook_deliveries_endpoint_fkey foreign key (endpoint_id) references webhook_endpoints (id) on delete cascade,
  constraint webhook_deliveries_status check (status in ('waiting', 'delivered', 'failed', 'skipped')),
  constraint webhook_deliveries_finished_at check ((status = 'waiting') = (finished_at is null))
);
create index webhook_deliveries_endpoint_idx on webhook_deliveries (endpoint_id, created_at, id);
-- For pruning.
create index webhook_deliveries_finished_idx on webhook_deliveries (finished_at) where finished_at is not null;
