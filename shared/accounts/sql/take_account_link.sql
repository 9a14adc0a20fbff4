-- Uses up a mailed link, and returns it. Refuses with token_invalid if it is unknown, used, expired or for something else.
-- Two concurrent calls with one link: the second waits for the customer and finds no link.
create or replace function take_account_link(wanted_hash text, wanted_purpose text)
returns account_links language plpgsql as $$
declare
  link account_links;
begin
  perform 1 from customers c join account_links l on l.customer_id = c.id
  where l.token_hash = wanted_hash for no key update of c;
  delete from account_links
  where token_hash = wanted_hash and purpose = wanted_purpose and expires_at > now()
  returning * into link;
  if link.token_hash is null then
    perform refuse('token_invalid');
  end if;
  return link;
end $$;
