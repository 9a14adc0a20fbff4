-- Changes the role of an account and ends its sessions, so that the next sign-in has the new role.
-- request: { actor, customerId, role }. result: { id, email, name, role, createdAt }. The same role changes nothing.
-- Refuses with forbidden, account_not_found, last_admin.
-- The actor's token may be outdated: the actor must be an admin in the database.
create or replace function change_role(request jsonb) returns jsonb language plpgsql as $$
declare
  wanted_customer text := request ->> 'customerId';
  wanted_role text := request ->> 'role';
  stored customers;
begin
  perform 1 from customers where role = 'admin' order by id for no key update;
  if not exists (select from customers where id = request #>> '{actor,customerId}' and role = 'admin') then
    perform refuse('forbidden');
  end if;
  select * into stored from customers where id = wanted_customer for no key update;
  if stored.id is null then
    perform refuse('account_not_found');
  end if;

  if stored.role <> wanted_role then
    perform require_other_admin(stored.id);
    update customers set role = wanted_role, updated_at = now() where id = stored.id;
    update sessions set ended_at = now() where customer_id = stored.id and ended_at is null;
    perform audit(request, 'change_role', 'customer', stored.id, jsonb_build_object('role', stored.role),
      jsonb_build_object('role', wanted_role));
  end if;
  return jsonb_build_object('id', stored.id, 'email', stored.email, 'name', stored.name, 'role', wanted_role,
    'createdAt', stored.created_at);
end $$;
