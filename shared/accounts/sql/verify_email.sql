-- Confirms the address of a mailed link, and makes it the address of the account. The link works once.
-- request: { tokenHash }. result: { email }.
-- Refuses with token_invalid if the link is unknown, used or expired, and with email_taken if another account has the
-- address by now. The unique index decides between two accounts that confirm one address at once.
-- A new address ends the links for the others, so that an older mail cannot change it back.
create or replace function verify_email(request jsonb) returns jsonb language plpgsql as $$
declare
  link account_links := take_account_link(request ->> 'tokenHash', 'email_verification');
begin
  begin
    update customers set email = link.email, email_verified_at = now(), updated_at = now() where id = link.customer_id;
  exception when unique_violation then
    perform refuse('email_taken');
  end;
  delete from account_links where customer_id = link.customer_id;
  perform adopt_guest_orders(link.customer_id);
  return jsonb_build_object('email', link.email);
end $$;
