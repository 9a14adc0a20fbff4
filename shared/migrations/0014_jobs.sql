-- Which process runs the container's jobs: one at a time. A lease that is not renewed expires, so that another process
-- takes over from one that was killed.
create table runner_leases (
  name text not null,
  holder text not null,
  expires_at timestamptz not null,
  constraint runner_leases_pkey primary key (name)
);
