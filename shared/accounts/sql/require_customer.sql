-- Refuses with account_not_found where the account has been erased: its tokens are still good for some minutes.
-- Whoever writes something of a customer calls this before they lock anything else. The lock ("key share") lets the
-- account change, and keeps it from being erased until the call ends, so that nothing is left of it afterwards.
create or replace function require_customer(wanted_customer text) returns void language plpgsql as $$
begin
  perform 1 from customers where id = wanted_customer for key share;
  if not found then
    perform refuse('account_not_found');
  end if;
end $$;
