-- Confirmed addresses, the devices of sessions, and links that were mailed.

alter table customers
  -- When the owner of the address confirmed the account; null until then. A new address must be confirmed before it counts.
  add column email_verified_at timestamptz,
  -- The second factor (RFC 6238). The secret is encrypted with a key derived from SECRET_KEY.
  add column totp_secret text,
  -- Null until the first code was confirmed: a secret that is being set up does not count.
  add column totp_confirmed_at timestamptz,
  -- The time step of the newest accepted code: each code works once.
  add column totp_last_step bigint not null default 0,
  -- Each works once instead of a code.
  add column recovery_code_hashes text[] not null default '{}',
  add constraint customers_totp_has_a_secret check (totp_confirmed_at is null or totp_secret is not null);

alter table sessions
  -- The User-Agent of the sign-in, to recognise a device in the list of sessions.
  add column device text,
  add column last_used_at timestamptz not null default now(),
  -- The token before the newest one. Two tabs that refresh with it at once both get the newest one.
  add column previous_token_hash text,
  add column rotated_at timestamptz,
  add constraint sessions_device_is_short check (length(device) <= 200);

-- A link that was mailed to `email`: who opens it has read the mail. Only the hash of its token is stored.
create table account_links (
  token_hash text collate "C" not null,
  customer_id text collate "C" not null,
  purpose text not null,
  email text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint account_links_pkey primary key (token_hash),
  constraint account_links_customer_fkey foreign key (customer_id) references customers (id) on delete cascade,
  constraint account_links_purpose check (purpose in ('password_reset', 'email_verification'))
);
create index account_links_customer_idx on account_links (customer_id, purpose);
create index account_links_expiry_idx on account_links (expires_at);

-- The orders that guests made with an address, for the account that confirms it.
create index orders_guest_email_idx on orders (lower(email)) where customer_id is null;

-- The mails about an account, which its erasure deletes.
create index outbox_account_mail_customer_idx on outbox ((payload ->> 'customerId')) where topic = 'account_mail';
create index outbox_account_mail_email_idx on outbox (lower(payload ->> 'email')) where topic = 'account_mail';
