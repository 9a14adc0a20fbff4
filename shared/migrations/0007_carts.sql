-- Carts of guests and customers.

create table carts (
  id text collate "C" not null,
  -- Null: a guest's cart. No foreign key: the cart of an order outlives the account, under an id that identifies nobody.
  customer_id text collate "C",
  status text not null default 'open',
  currency text not null,
  coupon_code text collate "C",
  slot_id text collate "C",
  address jsonb,
  -- The customer's cart that this guest's cart was merged into at sign-in. From then on it belongs to the customer, and is
  -- empty.
  merged_into text collate "C",
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint carts_pkey primary key (id),
  constraint carts_slot_fkey foreign key (slot_id) references delivery_slots (id),
  constraint carts_merged_into_fkey foreign key (merged_into) references carts (id) on delete cascade,
  constraint carts_status check (status in ('open', 'ordered', 'merged')),
  constraint carts_currency check (currency ~ '^[A-Z]{3}$'),
  constraint carts_address_with_slot check ((slot_id is null) = (address is null)),
  constraint carts_merged_somewhere check ((status = 'merged') = (merged_into is not null))
) with (fillfactor = 80);
create unique index carts_one_open_per_customer on carts (customer_id) where status = 'open' and customer_id is not null;
create index carts_merged_into_idx on carts (merged_into) where merged_into is not null;
create index carts_customer_idx on carts (customer_id) where customer_id is not null;
-- For the job that deletes unused carts of guests. The time of creation never changes, so changes of a cart stay cheap.
create index carts_guests_idx on carts (created_at) where status = 'open' and customer_id is null;

create table cart_lines (
  cart_id text collate "C" not null,
  sku text collate "C" not null,
  quantity integer not null,
  substitution jsonb not null default '{"type": "none"}',
  -- The clock and not now(): lines that one transaction adds keep their order.
  added_at timestamptz not null default clock_timestamp(),
  constraint cart_lines_pkey primary key (cart_id, sku),
  constraint cart_lines_cart_fkey foreign key (cart_id) references carts (id) on delete cascade,
  constraint cart_lines_sku_fkey foreign key (sku) references products (sku),
  constraint cart_lines_quantity_positive check (quantity > 0)
);
