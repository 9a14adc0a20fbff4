-- on_hand is what stands on the shelf, held is what of it is promised. Both change only under the lock of the SKU's
-- inventory row, and so do the holds of that SKU: whoever has the row may read and write them.

create table inventory (
  sku text collate "C" not null,
  on_hand integer not null default 0,
  held integer not null default 0,
  low_stock_threshold integer not null default 10,
  constraint inventory_pkey primary key (sku),
  constraint inventory_sku_fkey foreign key (sku) references products (sku),
  constraint inventory_on_hand_not_negative check (on_hand >= 0),
  constraint inventory_held_not_negative check (held >= 0),
  constraint inventory_held_within_on_hand check (held <= on_hand),
  constraint inventory_low_stock_threshold_not_negative check (low_stock_threshold >= 0)
) with (fillfactor = 50);

create table flash_sales (
  id text collate "C" not null,
  sku text collate "C" not null,
  price integer not null,
  allocation integer not null,
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
  constraint flash_sales_per_customer_limit_positive check (per_customer_limit > 0),
  constraint flash_sales_window check (starts_at < ends_at)
);

create table flash_sale_claims (
  id text collate "C" not null,
  sale_id text collate "C" not null,
  customer_id text collate "C" not null,
  quantity integer not null,
  status text not null default 'held',
  order_id text collate "C",
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint flash_sale_claims_pkey primary key (id),
  constraint flash_sale_claims_sale_fkey foreign key (sale_id) references flash_sales (id),
  constraint flash_sale_claims_order_fkey foreign key (order_id) references orders (id),
  constraint flash_sale_claims_quantity_positive check (quantity > 0),
  constraint flash_sale_claims_status check (status in ('held', 'bought', 'released')),
  constraint flash_sale_claims_bought_by_an_order check (status <> 'bought' or order_id is not null)
);
create index flash_sale_claims_sale_idx on flash_sale_claims (sale_id, customer_id) where status <> 'released';

-- A hold is open as long as its row exists. It belongs to an order or to a flash sale's allocation.
create table stock_holds (
  sku text collate "C" not null,
  order_id text collate "C",
  flash_sale_id text collate "C",
  quantity integer not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint stock_holds_sku_fkey foreign key (sku) references inventory (sku),
  constraint stock_holds_order_fkey foreign key (order_id) references orders (id),
  constraint stock_holds_flash_sale_fkey foreign key (flash_sale_id) references flash_sales (id),
  constraint stock_holds_one_owner check (num_nonnulls(order_id, flash_sale_id) = 1),
  constraint stock_holds_quantity_positive check (quantity > 0)
);
create unique index stock_holds_order_key on stock_holds (order_id, sku) where order_id is not null;
create unique index stock_holds_flash_sale_key on stock_holds (flash_sale_id, sku) where flash_sale_id is not null;
create index stock_holds_sku_idx on stock_holds (sku, expires_at);

-- The ledger: append-only. on_hand of a SKU is the sum of its movements.
create table stock_movements (
  id bigint generated always as identity,
  sku text collate "C" not null,
  delta integer not null,
  reason text not null,
  order_id text collate "C",
  actor text not null,
  note text,
  created_at timestamptz not null default now(),
  constraint stock_movements_pkey primary key (id),
  constraint stock_movements_sku_fkey foreign key (sku) references inventory (sku),
  constraint stock_movements_order_fkey foreign key (order_id) references orders (id),
  constraint stock_movements_delta_not_zero check (delta <> 0),
  constraint stock_movements_reason check (reason in (
    'opening', 'received', 'sold', 'returned', 'cancelled', 'damaged', 'expired', 'counted', 'correction'))
);
create index stock_movements_sku_idx on stock_movements (sku, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: write a new row that corrects the old one', tg_table_name;
end $$;
create trigger stock_movements_append_only before update or delete on stock_movements
  for each row execute function refuse_change();
