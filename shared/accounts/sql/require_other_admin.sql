-- Refuses with last_admin when there is no admin but this one. For whatever takes an admin away: called before anything
-- else is locked. All admins are locked, in the order of their ids, so that of two who go at once the second finds the
-- first one gone.
create or replace function require_other_admin(leaving text) returns void language plpgsql as $$
begin
  perform 1 from customers where role = 'admin' order by id for no key update;
  if not exists (select from customers where role = 'admin' and id <> leaving) then
    perform refuse('last_admin');
  end if;
end $$;
