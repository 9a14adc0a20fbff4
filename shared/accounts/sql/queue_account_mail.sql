-- Queues a mail about an account. The token of a link is made when the mail is sent, so that the outbox has no secret.
-- kind: a key of `accountTexts`; customer: null if only the address is known
create or replace function queue_account_mail(kind text, email text, customer text) returns void language plpgsql as $$
begin
  insert into outbox (topic, payload)
  values ('account_mail', jsonb_build_object('mail', kind, 'email', email, 'customerId', customer));
end $$;
