-- Refuses with last_admin if there is no other admin. Must be called before an admin is removed, and before anything else
-- is locked. Locks all admins in the order of their ids, so that two admins cannot be removed concurrently.
create or replace function require_other_admin(leaving text) returns void language plpgsql as $$
begin
  perform 1 from customers where role = 'admin' order by id for no key update;
  if not exists (select from customers where role = 'admin' and id <> leaving) then
    perform refuse('last_admin');
  end if;
end $$;
