-- The identity of an e-mail address: addresses of one mailbox have the same. Limits for each customer count by it; mails go
-- to the address as entered.
-- - Unicode NFKC (full-width letters), no space around, lower case. The API accepts ASCII addresses only, a domain in
--   another script in its xn-- form, so that only ASCII letters have a case.
-- - No dot at the end of the domain; googlemail.com is gmail.com: https://support.google.com/mail/answer/10313
-- - Without the tag from the first plus sign on: a mailbox has any number of them at the large providers (RFC 5233).
-- - At Gmail without dots, which it ignores: https://support.google.com/mail/answer/7436150
-- This is the only definition. TypeScript passes addresses as entered.
create or replace function email_identity(email text) returns text language plpgsql immutable as $$
declare
  folded constant text := lower(btrim(normalize(email, nfkc), E' \t\n\r') collate "C");
  domain text := rtrim(substring(folded from '[^@]*$'), '.');
  mailbox constant text := substring(folded from '^(.*)@');
  untagged text := split_part(mailbox, '+', 1);
begin
  if mailbox is null then
    return folded;
  end if;
  if domain = 'googlemail.com' then
    domain := 'gmail.com';
  end if;
  if domain = 'gmail.com' then
    untagged := replace(untagged, '.', '');
  end if;
  -- An address that starts with a plus sign has nothing but its tag.
  return coalesce(nullif(untagged, ''), mailbox) || '@' || domain;
end $$;
