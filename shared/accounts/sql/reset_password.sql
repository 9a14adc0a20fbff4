-- Sets a new password by a mailed link, and ends all sessions. The link works once.
-- request: { tokenHash, newPasswordHash }. Refuses with token_invalid if the link is unknown, used or expired.
-- Whoever opened the link has read the mail, so the address is confirmed if it is still that of the account.
-- Two concurrent calls with one link: the second waits for the customer and finds no link.
create or replace function reset_password(request jsonb) returns jsonb language plpgsql as $$
declare
  link account_links;
begin
  perform 1 from customers c join account_links l on l.customer_id = c.id
  where l.token_hash = request ->> 'tokenHash' for no key update of c;
  delete from account_links
  where token_hash = request ->> 'tokenHash' and purpose = 'password_reset' and expires_at > now()
  returning * into link;
  if link.token_hash is null then
    perform refuse('token_invalid');
  end if;
  perform set_password(link.customer_id, request ->> 'newPasswordHash', null);
  update customers set email_verified_at = coalesce(email_verified_at, now())
  where id = link.customer_id and lower(email) = lower(link.email);
  perform adopt_guest_orders(link.customer_id);
  perform queue_account_mail('password_changed', c.email, c.id) from customers c where c.id = link.customer_id;
  return '{}';
end $$;
