-- Deletes what nobody needs any more, of each table at most `limit` rows, oldest first. How long each is kept is said by
-- the caller, in days. request: { limit, outbox, paymentEvents, sessions, idempotencyKeys, webhookDeliveries }
-- result: { processed, full } `full`: how many tables may have more
-- What is not finished stays: a dead letter, an event that was not applied, a session that lasts.
create or replace function prune(request jsonb) returns jsonb language plpgsql as $$
declare
  most integer := request ->> 'limit';
  processed integer := 0;
  tables_full integer := 0;
  deleted integer;
begin
  delete from outbox where id in (
    select id from outbox where delivered_at < now() - make_interval(days => (request ->> 'outbox')::integer)
    order by delivered_at limit most for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  tables_full := tables_full + (deleted = most)::integer;

  delete from payment_events where (provider, event_id) in (
    select provider, event_id from payment_events
    where processed_at < now() - make_interval(days => (request ->> 'paymentEvents')::integer)
    order by processed_at limit most for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  tables_full := tables_full + (deleted = most)::integer;

  delete from sessions where id in (
    select id from sessions
    where least(ended_at, expires_at) < now() - make_interval(days => (request ->> 'sessions')::integer)
    order by least(ended_at, expires_at) limit most for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  tables_full := tables_full + (deleted = most)::integer;

  delete from idempotency_keys where (scope, key) in (
    select scope, key from idempotency_keys
    where created_at < now() - make_interval(days => (request ->> 'idempotencyKeys')::integer)
    order by created_at limit most for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  tables_full := tables_full + (deleted = most)::integer;

  delete from webhook_deliveries where id in (
    select id from webhook_deliveries
    where finished_at < now() - make_interval(days => (request ->> 'webhookDeliveries')::integer)
    order by finished_at limit most for update skip locked);
  get diagnostics deleted = row_count;
  return jsonb_build_object('processed', processed + deleted, 'full', tables_full + (deleted = most)::integer);
end $$;
