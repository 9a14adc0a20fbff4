-- Deletes old finished rows, oldest first, at most `limit` of each table. The other fields are days to keep.
-- request: { limit, outbox, paymentEvents, sessions, idempotencyKeys, webhookDeliveries, emptySearches }
-- result: { processed, full }, where `full` is the number of tables that may have more
-- Links that were mailed go when they expire. Unfinished rows stay: dead outbox rows, payment events that were not applied, sessions that have not ended.
create or replace function prune(request jsonb) returns jsonb language plpgsql as $$
declare
  row_limit integer := request ->> 'limit';
  processed integer := 0;
  full_tables integer := 0;
  deleted integer;
begin
  delete from outbox where id in (
    select id from outbox where delivered_at < now() - make_interval(days => (request ->> 'outbox')::integer)
    order by delivered_at limit row_limit for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  full_tables := full_tables + (deleted = row_limit)::integer;

  delete from payment_events where (provider, event_id) in (
    select provider, event_id from payment_events
    where processed_at < now() - make_interval(days => (request ->> 'paymentEvents')::integer)
    order by processed_at limit row_limit for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  full_tables := full_tables + (deleted = row_limit)::integer;

  delete from sessions where id in (
    select id from sessions
    where least(ended_at, expires_at) < now() - make_interval(days => (request ->> 'sessions')::integer)
    order by least(ended_at, expires_at) limit row_limit for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  full_tables := full_tables + (deleted = row_limit)::integer;

  delete from account_links where token_hash in (
    select token_hash from account_links where expires_at < now() order by expires_at limit row_limit
    for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  full_tables := full_tables + (deleted = row_limit)::integer;

  delete from idempotency_keys where (scope, key) in (
    select scope, key from idempotency_keys
    where created_at < now() - make_interval(days => (request ->> 'idempotencyKeys')::integer)
    order by created_at limit row_limit for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  full_tables := full_tables + (deleted = row_limit)::integer;

  delete from webhook_deliveries where id in (
    select id from webhook_deliveries
    where finished_at < now() - make_interval(days => (request ->> 'webhookDeliveries')::integer)
    order by finished_at limit row_limit for update skip locked);
  get diagnostics deleted = row_count;
  processed := processed + deleted;
  full_tables := full_tables + (deleted = row_limit)::integer;

  delete from empty_searches where text in (
    select text from empty_searches
    where last_at < now() - make_interval(days => (request ->> 'emptySearches')::integer)
    order by last_at limit row_limit for update skip locked);
  get diagnostics deleted = row_count;
  return jsonb_build_object('processed', processed + deleted, 'full', full_tables + (deleted = row_limit)::integer);
end $$;
