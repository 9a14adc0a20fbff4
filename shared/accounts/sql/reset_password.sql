-- Sets a new password by a mailed link, and ends all sessions. The link works once.
-- request: { tokenHash, newPasswordHash }. Refuses with token_invalid if the link is unknown, used or expired.
-- Whoever opened the link has read the mail, so the address is confirmed if it is still that of the account.
create or replace function reset_password(request jsonb) returns jsonb language plpgsql as $$
declare
  link account_links := take_account_link(request ->> 'tokenHash', 'password_reset');
begin
  perform set_password(link.customer_id, request ->> 'newPasswordHash', null);
  update customers set email_verified_at = coalesce(email_verified_at, now())
  where id = link.customer_id and lower(email) = lower(link.email);
  perform adopt_guest_orders(link.customer_id);
  perform queue_account_mail('password_changed', c.email, c.id) from customers c where c.id = link.customer_id;
  return '{}';
end $$;
