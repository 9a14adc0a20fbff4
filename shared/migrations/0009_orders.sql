-- Orders. An order copies what was sold: names, prices and promotions are never looked up again.

create sequence order_numbers start with 100001;

create table orders (
  id text collate "C" not null,
  number bigint not null default nextval('order_numbers'),
  cart_id text collate "C" not null,
  -- Null: a guest's order. No foreign key: an order outlives the account, under an id that identifies nobody.
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
  -- The shopper has declared to be old enough. The age is checked again at delivery.
  age_restricted boolean not null default false,
  coupon_discount integer not null default 0,
  promotions jsonb not null default '[]',
  subtotal integer not null,
  discount integer not null,
  delivery_fee integer not null,
  total integer not null,
  refunded integer not null default 0,
  expires_at timestamptz not null,
  packed_at timestamptz,
  -- The lines of the request that packed the order. A repeated request is recognized by them.
  picked jsonb,
  -- Lines and sums before packing changed them. Null where packing changed nothing. A repeated request with the same
  -- idempotency key gets these.
  as_placed jsonb,
  disputed_at timestamptz,
  refund_failed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint orders_pkey primary key (id),
  constraint orders_number_key unique (number),
  -- A cart is ordered once, however many requests arrive at once.
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
  constraint orders_slot_complete check (num_nulls(slot_id, slot_starts_at, slot_ends_at, address) in (0, 4)),
  constraint orders_packed_complete check ((packed_at is null) = (picked is null)),
  constraint orders_as_placed_once_packed check (as_placed is null or packed_at is not null)
) with (fillfactor = 80);
create index orders_pending_expiry_idx on orders (expires_at) where status = 'pending_payment';
create index orders_coupon_idx on orders (coupon_id) where coupon_id is not null;
-- A customer's orders are listed by number, which is the order in which they were placed. A guest's orders are in no list.
create index orders_customer_idx on orders (customer_id, number desc) where customer_id is not null;
-- The orders that staff work on. An order enters this index only when it is paid.
create index orders_in_work_idx on orders (status, number) where status in ('paid', 'picking', 'out_for_delivery');

create table order_lines (
  order_id text collate "C" not null,
  line integer not null,
  sku text collate "C" not null,
  -- The flash-sale claim that the line buys. Null: bought at the ordinary price.
  claim_id text collate "C",
  name jsonb not null,
  unit text not null,
  -- What is charged.
  quantity integer not null,
  -- Both are null until the order is packed. By weight, picked_quantity may be a little more than is charged.
  ordered_quantity integer,
  picked_quantity integer,
  price integer not null,
  price_quantity integer not null,
  subtotal integer not null,
  promotion_discount integer not null,
  coupon_discount integer not null,
  total integer not null,
  substitution jsonb not null,
  -- The SKU that this line replaces. A substitute has its own line with ordered_quantity 0.
  substitutes text collate "C",
  constraint order_lines_pkey primary key (order_id, line),
  constraint order_lines_claim_key unique (claim_id),
  constraint order_lines_order_fkey foreign key (order_id) references orders (id),
  constraint order_lines_sku_fkey foreign key (sku) references products (sku),
  constraint order_lines_claim_fkey foreign key (claim_id) references flash_sale_claims (id),
  constraint order_lines_quantity_positive check (
    price_quantity > 0 and case when picked_quantity is null then quantity > 0 else quantity between 0 and picked_quantity end),
  constraint order_lines_picked_complete check ((ordered_quantity is null) = (picked_quantity is null)),
  constraint order_lines_ordered_not_negative check (ordered_quantity >= 0),
  constraint order_lines_substitute_not_ordered check ((substitutes is null) = (ordered_quantity is distinct from 0)),
  constraint order_lines_amounts_not_negative check (
    price >= 0 and subtotal >= 0 and promotion_discount >= 0 and coupon_discount >= 0 and total >= 0),
  constraint order_lines_add_up check (total = subtotal - promotion_discount - coupon_discount)
);
-- An order has one ordinary line of a SKU, and one line for each claim.
create unique index order_lines_order_sku_key on order_lines (order_id, sku) where claim_id is null;

-- An order has each status at most once.
create table order_history (
  order_id text collate "C" not null,
  status text not null,
  at timestamptz not null default clock_timestamp(),
  constraint order_history_pkey primary key (order_id, status),
  constraint order_history_order_fkey foreign key (order_id) references orders (id)
);

-- The Idempotency-Key of each request that placed an order. No foreign key: the key is written before its order.
create table idempotency_keys (
  -- The owner of the key, because two shoppers can choose the same key.
  scope text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  order_id text collate "C" not null,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (scope, key)
);
-- For pruning.
create index idempotency_keys_created_idx on idempotency_keys (created_at);

-- These tables are in earlier files, where orders did not exist yet.
alter table coupon_redemptions
  add constraint coupon_redemptions_order_fkey foreign key (order_id) references orders (id);
alter table slot_bookings
  add constraint slot_bookings_order_fkey foreign key (order_id) references orders (id);
alter table flash_sale_claims
  add constraint flash_sale_claims_order_fkey foreign key (order_id) references orders (id);
