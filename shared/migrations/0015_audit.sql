-- Who changed what in the back office. A row is written by the call that makes the change, and is never changed.
create table audit_log (
  id bigint generated always as identity,
  -- Ids have no foreign keys: rows outlive an account that is erased.
  actor_id text collate "C" not null,
  actor_role text not null,
  action text not null,
  entity text not null,
  entity_id text collate "C" not null,
  -- `before` is null for a creation, and `after` for a deletion.
  before jsonb,
  after jsonb,
  request_id text not null,
  created_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (id),
  constraint audit_log_actor_role check (actor_role in ('customer', 'staff', 'admin', 'system')),
  constraint audit_log_says_something check (num_nonnulls(before, after) > 0)
);
create index audit_log_entity_idx on audit_log (entity, entity_id, id);
create index audit_log_actor_idx on audit_log (actor_id, id);
create index audit_log_created_at_idx on audit_log (created_at, id);

-- refuse_change is in 0010_inventory.sql. A truncate fires no trigger for rows, so it needs a trigger of its own.
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
create trigger audit_log_kept_whole before truncate on audit_log
  for each statement execute function refuse_change();
