-- Payments and refunds. Every amount and every time is a fact that only grows, so that a provider's events lead to the
-- same result in any order.

create table payments (
  id text collate "C" not null,
  provider text not null,
  provider_payment_id text collate "C",
  order_id text collate "C" not null,
  amount integer not null,
  currency text not null,
  -- The amount to authorise first and to capture after packing, for products sold by weight. Null: captured at once.
  authorisation integer,
  authorised integer not null default 0,
  -- The final cost of the order, once it is known. It is never more than was authorised or captured.
  due integer,
  captured integer not null default 0,
  refunded integer not null default 0,
  -- The part of `refunded` that came back to the shop, because a refund failed after it had succeeded.
  refund_returned integer not null default 0,
  failed_at timestamptz,
  disputed_at timestamptz,
  dispute_won_at timestamptz,
  dispute_lost_at timestamptz,
  captured_at timestamptz,
  cancel_requested_at timestamptz,
  cancelled_at timestamptz,
  -- How often the status was fetched from the provider.
  checks integer not null default 0,
  -- When it is fetched next, in case an event was lost. Null: nothing is open.
  next_check_at timestamptz default now() + interval '2 minutes',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payments_pkey primary key (id),
  constraint payments_order_key unique (order_id),
  constraint payments_provider_payment_key unique (provider, provider_payment_id),
  constraint payments_order_fkey foreign key (order_id) references orders (id),
  constraint payments_amount_not_negative check (amount >= 0),
  constraint payments_authorisation_covers_the_amount check (authorisation >= amount),
  constraint payments_authorised_not_negative check (authorised >= 0),
  constraint payments_due_not_negative check (due >= 0),
  constraint payments_captured_not_negative check (captured >= 0),
  constraint payments_refunded_not_negative check (refunded >= 0),
  constraint payments_refund_returned_was_refunded check (refund_returned between 0 and refunded),
  constraint payments_checks_not_negative check (checks >= 0)
) with (fillfactor = 80);
create index payments_next_check_idx on payments (next_check_at) where next_check_at is not null;

-- What the shop requests from the provider. The id is the provider's idempotency key.
create table refunds (
  id text collate "C" not null,
  payment_id text collate "C" not null,
  order_id text collate "C" not null,
  amount integer not null,
  reason text not null,
  -- `not_charged`: units taken off an order whose money is only authorised. Nothing is paid back for them, then or later:
  -- less is captured when the order is packed. The provider gets no request.
  status text not null default 'requested',
  -- Whether the order was packed at the time of the request. Units that were refunded before are not packed, so refunds of
  -- packed units are counted separately.
  packed boolean not null default false,
  -- Null: requested by the shop itself.
  requested_by text,
  -- A request with the same key is recorded once.
  request_key text collate "C",
  fingerprint text,
  created_at timestamptz not null default now(),
  succeeded_at timestamptz,
  failed_at timestamptz,
  failure text,
  constraint refunds_pkey primary key (id),
  constraint refunds_request_key unique (order_id, request_key),
  constraint refunds_payment_fkey foreign key (payment_id) references payments (id),
  constraint refunds_order_fkey foreign key (order_id) references orders (id),
  constraint refunds_amount_positive check (amount > 0),
  constraint refunds_status check (status in ('requested', 'succeeded', 'failed', 'not_charged')),
  -- A refund may fail after it succeeded, so failed_at decides first.
  constraint refunds_status_is_what_happened check (status = case
    when failed_at is not null then 'failed' when succeeded_at is not null then 'succeeded'
    when status = 'not_charged' and not packed then 'not_charged' else 'requested' end)
);
create index refunds_payment_idx on refunds (payment_id);

-- The units that a refund by line pays back. The amount for a unit depends on the units of the same line that were refunded
-- before, so that any number of steps adds up to the line's total.
create table refund_lines (
  refund_id text collate "C" not null,
  sku text collate "C" not null,
  quantity integer not null,
  amount integer not null,
  constraint refund_lines_pkey primary key (refund_id, sku),
  constraint refund_lines_refund_fkey foreign key (refund_id) references refunds (id),
  constraint refund_lines_quantity_positive check (quantity > 0),
  constraint refund_lines_amount_not_negative check (amount >= 0)
);

-- The inbox. An event is stored here, once, before its sender gets a 2xx.
create table payment_events (
  provider text not null,
  event_id text collate "C" not null,
  type text not null,
  provider_payment_id text collate "C",
  -- The order that the shop named to the provider when it created the payment. It identifies the payment while
  -- payments.provider_payment_id is still null.
  order_id text collate "C",
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
-- The payloads of a payment are deleted when the customer's data is erased.
create index payment_events_payment_idx on payment_events (provider, provider_payment_id);
-- For pruning.
create index payment_events_processed_idx on payment_events (processed_at) where processed_at is not null;

-- The sandbox provider's own records: everything that happened there, whether or not its callbacks arrived.
create table sandbox_events (
  id text collate "C" not null,
  payment_id text collate "C" not null,
  event jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint sandbox_events_pkey primary key (id)
);
create index sandbox_events_payment_idx on sandbox_events (payment_id, created_at);
