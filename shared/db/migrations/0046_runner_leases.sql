-- Who runs the jobs of the container: one process at a time. A lease that is not renewed lapses, so a killed one's too.
create table runner_leases (
  name text not null,
  holder text not null,
  expires_at timestamptz not null,
  constraint runner_leases_pkey primary key (name)
);
