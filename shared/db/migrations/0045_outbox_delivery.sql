-- What cannot be delivered is given up, and is then a matter for people: a dead letter.
-- request_id: of the request that caused the row, so that what is done later can be followed back to it. A routine that is
-- called for a request has it as a setting of its transaction.
-- lane: rows of one order and one lane are delivered one after the other, as they were written; null: each by itself.
alter table outbox
  add column dead_at timestamptz,
  add column request_id text default nullif(current_setting('larder.request_id', true), ''),
  add column lane text,
  add constraint outbox_delivered_or_dead check (delivered_at is null or dead_at is null);

drop index outbox_undelivered_idx;
create index outbox_undelivered_idx on outbox (available_at, id) where delivered_at is null and dead_at is null;
create index outbox_lane_idx on outbox (order_id, lane, id)
  where lane is not null and delivered_at is null and dead_at is null;
create index outbox_dead_idx on outbox (id) where dead_at is not null;
