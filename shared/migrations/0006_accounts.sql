-- Customers and staff have the same kind of account. The role is the difference.

create table customers (
  id text collate "C" not null,
  email text not null,
  name text not null,
  -- An argon2id hash as a PHC string.
  password_hash text not null,
  role text not null default 'customer',
  birth_date date,
  addresses jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint customers_pkey primary key (id),
  constraint customers_role check (role in ('customer', 'staff', 'admin')),
  -- A password in plain text is refused.
  constraint customers_password_is_hashed check (password_hash like '$argon2id$%'),
  constraint customers_addresses_are_a_list check (jsonb_typeof(addresses) = 'array')
);
-- An e-mail address has one account, in upper or lower case.
create unique index customers_email_key on customers (lower(email));

-- One sign-in on one device. Of its refresh tokens only the newest is stored, as a hash.
create table sessions (
  id text collate "C" not null,
  customer_id text collate "C" not null,
  token_hash text not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  constraint sessions_pkey primary key (id),
  constraint sessions_customer_fkey foreign key (customer_id) references customers (id) on delete cascade
);
create index sessions_customer_idx on sessions (customer_id);
