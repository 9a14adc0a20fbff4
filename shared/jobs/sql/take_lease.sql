-- Takes or renews a lease. A row with an expiry and not an advisory lock, because a database over HTTP has no lasting
-- connection. request: { name, holder, seconds }. result: { held }
create or replace function take_lease(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into runner_leases as l (name, holder, expires_at)
  values (request ->> 'name', request ->> 'holder', now() + make_interval(secs => (request ->> 'seconds')::integer))
  on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
    where l.holder = excluded.holder or l.expires_at <= now();
  return jsonb_build_object('held', found);
end $$;
