-- Money is an integer of minor units, quantity an integer of the product's unit. An order keeps what was sold as it
-- was sold: names, prices and promotions are copied, never looked up again.

create table delivery_slots (
  id text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  cutoff_at timestamptz not null,
  capacity integer not null,
  booked integer not null default 0,
  fee integer not null,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint delivery_slots_pkey primary key (id),
  constraint delivery_slots_window check (starts_at < ends_at),
  constraint delivery_slots_cutoff_before_start check (cutoff_at <= starts_at),
  constraint delivery_slots_capacity_not_negative check (capacity >= 0),
  constraint delivery_slots_booked_within_capacity check (booked between 0 and capacity),
  constraint delivery_slots_fee_not_negative check (fee >= 0)
) with (fillfactor = 70);
create index delivery_slots_starts_at_idx on delivery_slots (starts_at);

create table carts (
  id text collate "C" not null,
  customer_id text collate "C",
  status text not null default 'open',
  currency text not null,
  coupon_code text collate "C",
  slot_id text collate "C",
  address jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint carts_pkey primary key (id),
  constraint carts_slot_fkey foreign key (slot_id) references delivery_slots (id),
  constraint carts_status check (status in ('open', 'ordered', 'merged')),
  constraint carts_currency check (currency ~ '^[A-Z]{3}$'),
  constraint carts_address_with_slot check ((slot_id is null) = (address is null))
) with (fillfactor = 80);
create unique index carts_one_open_per_customer on carts (customer_id) where status = 'open' and customer_id is not null;

create table cart_lines (
  cart_id text collate "C" not null,
  sku text collate "C" not null,
  quantity integer not null,
  substitution jsonb not null default '{"type": "none"}',
  added_at timestamptz not null default clock_timestamp(),
  constraint cart_lines_pkey primary key (cart_id, sku),
  constraint cart_lines_cart_fkey foreign key (cart_id) references carts (id) on delete cascade,
  constraint cart_lines_sku_fkey foreign key (sku) references products (sku),
  constraint cart_lines_quantity_positive check (quantity > 0)
);

create sequence order_numbers start with 100001;

create table orders (
  id text collate "C" not null,
  number bigint not null default nextval('order_numbers'),
  cart_id text collate "C" not null,
  customer_id text collate "C",
  email text not null,
  status text not null,
  currency text not null,
  coupon_id text collate "C",
  coupon_code text collate "C",
  slot_id text collate "C",
  slot_starts_at timestamptz,
  slot_ends_at timestamptz,
  address jsonb,
  coupon_discount integer not null default 0,
  promotions jsonb not null default '[]',
  subtotal integer not null,
  discount integer not null,
  delivery_fee integer not null,
  total integer not null,
  refunded integer not null default 0,
  expires_at timestamptz not null,
  disputed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint orders_pkey primary key (id),
  constraint orders_number_key unique (number),
  constraint orders_cart_key unique (cart_id),
  constraint orders_cart_fkey foreign key (cart_id) references carts (id),
  constraint orders_coupon_fkey foreign key (coupon_id) references coupons (id),
  constraint orders_slot_fkey foreign key (slot_id) references delivery_slots (id),
  constraint orders_status check (status in (
    'pending_payment', 'paid', 'picking', 'out_for_delivery', 'delivered', 'cancelled', 'expired', 'refunded')),
  constraint orders_amounts_not_negative check (subtotal >= 0 and discount >= 0 and delivery_fee >= 0 and total >= 0),
  constraint orders_add_up check (total = subtotal - discount + delivery_fee),
  constraint orders_refunded_not_negative check (refunded >= 0),
  constraint orders_promotions_are_a_list check (jsonb_typeof(promotions) = 'array'),
  constraint orders_slot_whole check (num_nulls(slot_id, slot_starts_at, slot_ends_at, address) in (0, 4))
) with (fillfactor = 80);
create index orders_pending_expiry_idx on orders (expires_at) where status = 'pending_payment';
create index orders_customer_idx on orders (customer_id, created_at desc);
create index orders_coupon_idx on orders (coupon_id) where coupon_id is not null;

create table order_lines (
  order_id text collate "C" not null,
  line integer not null,
  sku text collate "C" not null,
  name jsonb not null,
  unit text not null,
  quantity integer not null,
  price integer not null,
  price_quantity integer not null,
  subtotal integer not null,
  promotion_discount integer not null,
  coupon_discount integer not null,
  total integer not null,
  substitution jsonb not null,
  constraint order_lines_pkey primary key (order_id, line),
  constraint order_lines_order_sku_key unique (order_id, sku),
  constraint order_lines_order_fkey foreign key (order_id) references orders (id),
  constraint order_lines_sku_fkey foreign key (sku) references products (sku),
  constraint order_lines_quantity_positive check (quantity > 0 and price_quantity > 0),
  constraint order_lines_amounts_not_negative check (
    price >= 0 and subtotal >= 0 and promotion_discount >= 0 and coupon_discount >= 0 and total >= 0),
  constraint order_lines_add_up check (total = subtotal - promotion_discount - coupon_discount)
);

create table order_history (
  order_id text collate "C" not null,
  status text not null,
  at timestamptz not null default clock_timestamp(),
  constraint order_history_pkey primary key (order_id, status),
  constraint order_history_order_fkey foreign key (order_id) references orders (id)
);

create table coupon_redemptions (
  order_id text collate "C" not null,
  coupon_id text collate "C" not null,
  customer text not null,
  discount integer not null,
  created_at timestamptz not null default now(),
  constraint coupon_redemptions_pkey primary key (order_id),
  constraint coupon_redemptions_order_fkey foreign key (order_id) references orders (id),
  constraint coupon_redemptions_coupon_fkey foreign key (coupon_id) references coupons (id),
  constraint coupon_redemptions_discount_not_negative check (discount >= 0)
);
create index coupon_redemptions_customer_idx on coupon_redemptions (coupon_id, customer);

create table slot_bookings (
  order_id text collate "C" not null,
  slot_id text collate "C" not null,
  expires_at timestamptz,
  constraint slot_bookings_pkey primary key (order_id),
  constraint slot_bookings_order_fkey foreign key (order_id) references orders (id),
  constraint slot_bookings_slot_fkey foreign key (slot_id) references delivery_slots (id)
);
create index slot_bookings_slot_idx on slot_bookings (slot_id, expires_at);

create table idempotency_keys (
  scope text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  order_id text collate "C" not null,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (scope, key)
);
