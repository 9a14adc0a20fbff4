-- What is pruned is found by when it was finished.
create index outbox_delivered_idx on outbox (delivered_at) where delivered_at is not null;
create index payment_events_processed_idx on payment_events (processed_at) where processed_at is not null;
create index idempotency_keys_created_idx on idempotency_keys (created_at);
