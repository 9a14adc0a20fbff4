-- Refuses with account_not_found if the account was erased: its access tokens are valid for some minutes more.
-- A routine that writes data of a customer must call this before it locks anything else. The "key share" lock allows
-- changes of the account and blocks its erasure until the transaction ends, so that an erasure misses nothing.
create or replace function require_customer(wanted_customer text) returns void language plpgsql as $$
begin
  perform 1 from customers where id = wanted_customer for key share;
  if not found then
    perform refuse('account_not_found');
  end if;
end $$;
