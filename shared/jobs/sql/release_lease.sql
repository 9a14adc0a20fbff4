-- Gives a lease back, if the holder still has it. request: { name, holder }. result: {}
create or replace function release_lease(request jsonb) returns jsonb language plpgsql as $$
begin
  delete from runner_leases where name = request ->> 'name' and holder = request ->> 'holder';
  return '{}';
end $$;
