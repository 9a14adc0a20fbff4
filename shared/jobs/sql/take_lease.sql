-- Takes a lease, or renews the holder's own. A row and its time, not an advisory lock: it holds over HTTP too, where no
-- connection stays. request: { name, holder, seconds }. result: { held }
create or replace function take_lease(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into runner_leases as l (name, holder, expires_at)
  values (request ->> 'name', request ->> 'holder', now() + make_interval(secs => (request ->> 'seconds')::integer))
  on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
    where l.holder = excluded.holder or l.expires_at <= now();
  return jsonb_build_object('held', found);
end $$;
