-- A flash sale offers a limited allocation of one product at a low price. Customers claim units, and buy their claims.

create table flash_sales (
  id text collate "C" not null,
  sku text collate "C" not null,
  price integer not null,
  allocation integer not null,
  -- The units of all claims that are held or bought, counted under the lock of this row. So one comparison decides
  -- whether another claim fits.
  claimed integer not null default 0,
  per_customer_limit integer not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint flash_sales_pkey primary key (id),
  constraint flash_sales_sku_fkey foreign key (sku) references products (sku),
  constraint flash_sales_price_not_negative check (price >= 0),
  constraint flash_sales_allocation_positive check (allocation > 0),
  -- The last line of defence: no race can claim more than the allocation.
  constraint flash_sales_claimed_within_allocation check (claimed between 0 and allocation),
  constraint flash_sales_per_customer_limit_positive check (per_customer_limit > 0),
  constraint flash_sales_window check (starts_at < ends_at)
) with (fillfactor = 50);

-- The reference to orders is added in 0009_orders.sql.
create table flash_sale_claims (
  id text collate "C" not null,
  sale_id text collate "C" not null,
  customer_id text collate "C" not null,
  quantity integer not null,
  -- The price at the time of the claim. A later change of the sale does not change it.
  price integer not null,
  cart_id text collate "C",
  status text not null default 'held',
  order_id text collate "C",
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint flash_sale_claims_pkey primary key (id),
  constraint flash_sale_claims_sale_fkey foreign key (sale_id) references flash_sales (id),
  constraint flash_sale_claims_cart_fkey foreign key (cart_id) references carts (id),
  constraint flash_sale_claims_quantity_positive check (quantity > 0),
  constraint flash_sale_claims_price_not_negative check (price >= 0),
  constraint flash_sale_claims_status check (status in ('held', 'bought', 'released')),
  constraint flash_sale_claims_bought_by_an_order check (status <> 'bought' or order_id is not null)
);
create index flash_sale_claims_sale_idx on flash_sale_claims (sale_id, customer_id) where status <> 'released';
-- For the export and the erasure of a customer's data.
create index flash_sale_claims_customer_idx on flash_sale_claims (customer_id);
create index flash_sale_claims_held_idx on flash_sale_claims (sale_id, expires_at) where status = 'held';
create index flash_sale_claims_cart_idx on flash_sale_claims (cart_id) where cart_id is not null;
create index flash_sale_claims_order_idx on flash_sale_claims (order_id) where order_id is not null;
