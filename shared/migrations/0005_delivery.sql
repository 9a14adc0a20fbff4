-- Where the shop delivers, when, and on which terms.

create table delivery_zones (
  id text collate "C" not null,
  name jsonb not null,
  minimum_basket integer not null default 0,
  fee integer not null default 0,
  -- Delivery is free from this amount on. Null: never.
  free_from integer,
  -- Serves the addresses that name no place at all. An address with an unknown place is not served.
  fallback boolean not null default false,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint delivery_zones_pkey primary key (id),
  constraint delivery_zones_name_is_text_map check (jsonb_typeof(name) = 'object' and name <> '{}'),
  constraint delivery_zones_minimum_basket_not_negative check (minimum_basket >= 0),
  constraint delivery_zones_fee_not_negative check (fee >= 0),
  constraint delivery_zones_free_from_not_negative check (free_from >= 0)
);
create unique index delivery_zones_one_fallback on delivery_zones (fallback) where fallback;

-- An area belongs to one zone, so that an address has one zone. A postcode stands for all that begin with it.
create table delivery_zone_areas (
  kind text not null,
  -- The normalized name, which addresses are compared with (routine normalize_area_name).
  area text collate "C" not null,
  zone_id text collate "C" not null,
  -- The name as staff wrote it.
  entered_name text not null,
  constraint delivery_zone_areas_pkey primary key (kind, area),
  constraint delivery_zone_areas_zone_fkey foreign key (zone_id) references delivery_zones (id) on delete cascade,
  constraint delivery_zone_areas_kind check (kind in ('district', 'postcode')),
  constraint delivery_zone_areas_area_not_empty check (area <> '')
);
create index delivery_zone_areas_zone_idx on delivery_zone_areas (zone_id);

create table delivery_slots (
  id text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  cutoff_at timestamptz not null,
  capacity integer not null,
  -- Changes only under the lock of the slot's row.
  booked integer not null default 0,
  fee integer not null,
  -- Null: the slot serves every zone.
  zone_ids text[],
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

-- The reference to orders is added in 0009_orders.sql.
create table slot_bookings (
  order_id text collate "C" not null,
  slot_id text collate "C" not null,
  -- Until when an unpaid order holds its place. Null: the order is paid.
  expires_at timestamptz,
  constraint slot_bookings_pkey primary key (order_id),
  constraint slot_bookings_slot_fkey foreign key (slot_id) references delivery_slots (id)
);
create index slot_bookings_slot_idx on slot_bookings (slot_id, expires_at);
