-- Queues a mail with a link to set a new password. request: { email }
-- Does the same for an unknown address, so that neither the answer nor its time tells whether an account exists.
create or replace function request_password_reset(request jsonb) returns jsonb language plpgsql as $$
begin
  perform queue_account_mail('password_reset', request ->> 'email', null);
  return '{}';
end $$;
