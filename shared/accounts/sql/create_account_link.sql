-- Stores the token of a link that is about to be mailed.
-- request: { purpose, email, customerId?, tokenHash, lifetimeSeconds, limit }
-- Without customerId the account with this address is meant. result: { name }, or null if the mail must not be sent:
-- there is no such account, or `limit` links of this purpose are on their way already. That bounds the mails that
-- anybody can cause to one address, whatever the number of senders.
-- Locks: the customer, so that concurrent calls count each other's links.
create or replace function create_account_link(request jsonb) returns jsonb language plpgsql as $$
declare
  stored customers;
begin
  select * into stored from customers c
  where case when request ->> 'customerId' is null then lower(c.email) = lower(request ->> 'email')
    else c.id = request ->> 'customerId' end
  for no key update;
  if stored.id is null or (request ->> 'limit')::integer <= (
    select count(*) from account_links
    where customer_id = stored.id and purpose = request ->> 'purpose' and expires_at > now()
  ) then
    return null;
  end if;
  insert into account_links (token_hash, customer_id, purpose, email, expires_at)
  values (request ->> 'tokenHash', stored.id, request ->> 'purpose', request ->> 'email',
    now() + make_interval(secs => (request ->> 'lifetimeSeconds')::integer));
  return jsonb_build_object('name', stored.name);
end $$;
