-- Categories form a tree; products belong to its leaves (or to any node of it).
-- Ids and SKUs are compared byte by byte ("C"), so that their order is the same on every server: the order of
-- SKUs is the order of locks.

create table categories (
  id text collate "C" not null,
  slug text collate "C" not null,
  parent_id text collate "C",
  name jsonb not null,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  constraint categories_pkey primary key (id),
  constraint categories_slug_key unique (slug),
  constraint categories_parent_fkey foreign key (parent_id) references categories (id),
  constraint categories_not_own_parent check (parent_id <> id),
  constraint categories_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint categories_name_is_text_map check (jsonb_typeof(name) = 'object' and name <> '{}')
);
create index categories_parent_idx on categories (parent_id);

create table products (
  sku text collate "C" not null,
  barcode text collate "C",
  name jsonb not null,
  brand jsonb,
  category_id text collate "C" not null,
  unit text not null,
  price integer not null,
  price_quantity integer not null,
  content_quantity integer,
  content_unit text,
  images jsonb not null default '[]',
  age_restricted boolean not null default false,
  temperature text not null default 'ambient',
  active boolean not null default true,
  source text,
  search_text text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint products_pkey primary key (sku),
  constraint products_barcode_key unique (barcode),
  constraint products_category_fkey foreign key (category_id) references categories (id),
  constraint products_sku_form check (sku ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  constraint products_barcode_form check (barcode ~ '^[0-9]{8,14}$'),
  constraint products_name_is_text_map check (jsonb_typeof(name) = 'object' and name <> '{}'),
  constraint products_brand_is_text_map check (jsonb_typeof(brand) = 'object'),
  constraint products_unit check (unit in ('each', 'g')),
  constraint products_price_within_bounds check (price between 0 and 100000000),
  constraint products_price_quantity_of_unit check (price_quantity = case unit when 'g' then 1000 else 1 end),
  constraint products_content_whole check ((content_quantity is null) = (content_unit is null)),
  constraint products_content_quantity_positive check (content_quantity > 0),
  constraint products_content_unit check (content_unit in ('g', 'ml', 'each')),
  constraint products_images_are_a_list check (jsonb_typeof(images) = 'array'),
  constraint products_temperature check (temperature in ('ambient', 'chilled', 'frozen'))
);
create index products_category_idx on products (category_id);
create index products_newest_idx on products (created_at desc, sku);
create index products_price_idx on products (price, sku);

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
  constraint promotions_percent_whole check (percent between 0 and 100),
  constraint promotions_free_choice check (free_choice in ('cheapest', 'dearest')),
  constraint promotions_whole check (case kind
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
create index promotion_products_sku_idx on promotion_products (sku);

create table coupons (
  id text collate "C" not null,
  code text collate "C" not null,
  type text not null,
  value integer not null,
  description jsonb not null default '{}',
  minimum_spend integer not null default 0,
  maximum_discount integer,
  starts_at timestamptz,
  ends_at timestamptz,
  usage_limit integer,
  per_customer_limit integer,
  skus text[],
  category_ids text[],
  redeemed integer not null default 0,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint coupons_pkey primary key (id),
  constraint coupons_code_key unique (code),
  constraint coupons_code_upper_case check (code = upper(code) and code ~ '^[A-Z0-9][A-Z0-9_-]{0,63}$'),
  constraint coupons_type check (type in ('percent', 'amount', 'free_delivery')),
  constraint coupons_value check (case type
    when 'percent' then value between 1 and 100 when 'amount' then value > 0 else value >= 0 end),
  constraint coupons_minimum_spend_not_negative check (minimum_spend >= 0),
  constraint coupons_maximum_discount_positive check (maximum_discount > 0),
  constraint coupons_usage_limit_positive check (usage_limit > 0),
  constraint coupons_per_customer_limit_positive check (per_customer_limit > 0),
  constraint coupons_redeemed_within_limit check (redeemed >= 0 and (usage_limit is null or redeemed <= usage_limit)),
  constraint coupons_window check (starts_at < ends_at)
) with (fillfactor = 70);
