-- Whom limits for each customer count: an account and the identity of its address, or the identity of a guest's address.
-- result: { customer (the account's id, or the identity), identity, verified (signed in with a confirmed address), guest }.
-- An account that is erased counts by its id alone. Null without an account and an address.
create or replace function buyer_identity(account text, email text) returns jsonb language plpgsql stable as $$
declare
  buyer customers;
begin
  if account is null then
    return case when email is not null then jsonb_build_object('customer', email_identity(email),
      'identity', email_identity(email), 'verified', false, 'guest', true) end;
  end if;
  select * into buyer from customers where id = account;
  return jsonb_build_object('customer', account, 'identity', coalesce(email_identity(buyer.email), account),
    'verified', buyer.email_verified_at is not null, 'guest', false);
end $$;
