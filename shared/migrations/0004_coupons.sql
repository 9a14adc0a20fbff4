-- Coupons and their uses. `redeemed` changes only under the lock of the coupon's row.

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
  -- Null: no limit.
  usage_limit integer,
  per_customer_limit integer,
  -- Both null: valid for every product.
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
  -- The last line of defence: no race can redeem a coupon more often than its limit.
  constraint coupons_redeemed_within_limit check (redeemed >= 0 and (usage_limit is null or redeemed <= usage_limit)),
  constraint coupons_window check (starts_at < ends_at)
) with (fillfactor = 70);

-- An order uses at most one coupon. The reference to orders is added in 0009_orders.sql.
create table coupon_redemptions (
  order_id text collate "C" not null,
  coupon_id text collate "C" not null,
  -- Whom the limit per customer counts: the customer's id or a guest's e-mail address. No foreign key, so that a use
  -- still counts when the account is erased.
  customer text not null,
  discount integer not null,
  created_at timestamptz not null default now(),
  constraint coupon_redemptions_pkey primary key (order_id),
  constraint coupon_redemptions_coupon_fkey foreign key (coupon_id) references coupons (id),
  constraint coupon_redemptions_discount_not_negative check (discount >= 0)
);
create index coupon_redemptions_customer_idx on coupon_redemptions (coupon_id, customer);
