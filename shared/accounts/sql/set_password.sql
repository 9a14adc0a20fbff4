-- Replaces a password, ends all sessions but `kept_session`, and deletes the links that would set another password.
-- Must be called with the customer locked.
create or replace function set_password(customer text, new_hash text, kept_session text) returns void language plpgsql as $$
begin
  update customers set password_hash = new_hash, updated_at = now() where id = customer;
  update sessions set ended_at = now()
  where customer_id = customer and ended_at is null and id is distinct from kept_session;
  delete from account_links where customer_id = customer and purpose = 'password_reset';
end $$;
