-- Offers that apply by themselves to a set of products.

create table promotions (
  id text collate "C" not null,
  code text collate "C" not null,
  kind text not null,
  quantity integer not null,
  amount integer not null default 0,
  free_quantity integer not null default 0,
  free_choice text not null default 'cheapest',
  percent integer not null default 0,
  description jsonb not null,
  starts_at timestamptz,
  ends_at timestamptz,
  active boolean not null default true,
  -- The import that the promotion came from. Null: no import.
  source text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint promotions_pkey primary key (id),
  constraint promotions_code_key unique (code),
  constraint promotions_kind check (kind in (
    'bundle_price', 'bundle_saving', 'bundle_free', 'nth_price', 'nth_percent', 'quantity_percent')),
  constraint promotions_quantity_positive check (quantity between 1 and 999),
  constraint promotions_amount_not_negative check (amount >= 0),
  constraint promotions_percent_within_bounds check (percent between 0 and 100),
  constraint promotions_free_choice check (free_choice in ('cheapest', 'dearest')),
  -- Each kind has the values that it computes with.
  constraint promotions_values_of_kind check (case kind
    when 'bundle_price' then amount > 0
    when 'bundle_saving' then amount > 0
    when 'bundle_free' then free_quantity between 1 and quantity
    when 'nth_price' then quantity >= 2
    when 'nth_percent' then quantity >= 2 and percent > 0
    else percent > 0 end),
  constraint promotions_window check (starts_at < ends_at)
);

create table promotion_products (
  promotion_id text collate "C" not null,
  sku text collate "C" not null,
  constraint promotion_products_pkey primary key (promotion_id, sku),
  constraint promotion_products_promotion_fkey foreign key (promotion_id) references promotions (id) on delete cascade,
  constraint promotion_products_sku_fkey foreign key (sku) references products (sku)
);
-- Has both columns, so that the promotions of a product are read from the index alone: a cart of 40 lines does it 40 times.
create index promotion_products_sku_promotion_idx on promotion_products (sku, promotion_id);

create trigger promotions_notify_change after insert or update or delete on promotions
  for each statement execute function notify_whole_catalog_changed();
create trigger promotion_products_notify_change after insert or update or delete on promotion_products
  for each statement execute function notify_whole_catalog_changed();
