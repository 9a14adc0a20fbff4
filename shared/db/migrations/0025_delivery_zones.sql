-- Where the shop delivers, and on which terms. An area belongs to one zone, so that an address has one answer.
create table delivery_zones (
  id text collate "C" not null,
  name jsonb not null,
  minimum_basket integer not null default 0,
  fee integer not null default 0,
  free_from integer,
  -- Takes the addresses that say nothing of where they are.
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

-- `area` is what is compared (see delivery_area), `written` what staff wrote. A postcode stands for all that begin with it.
create table delivery_zone_areas (
  kind text not null,
  area text collate "C" not null,
  zone_id text collate "C" not null,
  written text not null,
  constraint delivery_zone_areas_pkey primary key (kind, area),
  constraint delivery_zone_areas_zone_fkey foreign key (zone_id) references delivery_zones (id) on delete cascade,
  constraint delivery_zone_areas_kind check (kind in ('district', 'postcode')),
  constraint delivery_zone_areas_area_not_empty check (area <> '')
);
create index delivery_zone_areas_zone_idx on delivery_zone_areas (zone_id);

-- Null: a slot for every zone.
alter table delivery_slots add column zone_ids text[];
