-- Categories and products, and the notification that invalidates cached catalog data.
--
-- Conventions of all tables:
-- - Ids and SKUs are compared byte by byte (collate "C"), so that their order is the same on every server. Rows are locked
--   in that order, which prevents deadlocks.
-- - Money is an integer of minor units. A quantity is an integer of the product's unit.
-- - Every constraint has a name, because the name is what an error message shows.
-- - A table whose rows are updated often has a fillfactor. The free space on each page lets Postgres update a row without
--   writing its indexes (HOT).

-- A tree. A product belongs to a leaf, or to any other node of it.
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
  -- Texts by language: { "en": "…", "zh-Hant": "…" }.
  name jsonb not null,
  brand jsonb,
  category_id text collate "C" not null,
  unit text not null,
  -- The price of price_quantity units.
  price integer not null,
  price_quantity integer not null,
  content_quantity integer,
  content_unit text,
  images jsonb not null default '[]',
  age_restricted boolean not null default false,
  -- The largest quantity that one order may have, in the product's unit. Null: no limit of its own.
  order_limit integer,
  temperature text not null default 'ambient',
  active boolean not null default true,
  -- The import that the product came from, or `gone:` and its name once it no longer lists the product. Null: no import.
  source text,
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
  -- Products sold by weight are priced per kilogram.
  constraint products_price_quantity_of_unit check (price_quantity = case unit when 'g' then 1000 else 1 end),
  constraint products_content_with_unit check ((content_quantity is null) = (content_unit is null)),
  constraint products_content_quantity_positive check (content_quantity > 0),
  constraint products_content_unit check (content_unit in ('g', 'ml', 'each')),
  constraint products_images_are_a_list check (jsonb_typeof(images) = 'array'),
  constraint products_order_limit_positive check (order_limit > 0),
  constraint products_temperature check (temperature in ('ambient', 'chilled', 'frozen'))
);
create index products_category_idx on products (category_id);
create index products_newest_idx on products (created_at desc, sku);
create index products_price_idx on products (price, sku);

-- NOTIFY catalog_changed reaches every subscriber when the change is committed. The payload is the SKUs, separated by
-- spaces, or "*" for the whole catalog. Triggers send it, so that it cannot be omitted.
create function notify_catalog_changed(skus text[]) returns void language plpgsql as $$
declare
  -- A payload has at most 8,000 bytes, and a SKU at most 64.
  SKU_LIMIT constant integer := 100;
begin
  if cardinality(skus) > 0 then
    perform pg_notify('catalog_changed', case when cardinality(skus) > SKU_LIMIT then '*' else array_to_string(skus, ' ') end);
  end if;
end $$;

create function notify_products_changed() returns trigger language plpgsql as $$
begin
  perform notify_catalog_changed(array(select sku from new_rows));
  return null;
end $$;
-- A trigger that reads the changed rows can name only one event, so there are two.
create trigger products_notify_update after update on products
  referencing new table as new_rows for each statement execute function notify_products_changed();
create trigger products_notify_insert after insert on products
  referencing new table as new_rows for each statement execute function notify_products_changed();

-- For rare changes that concern many products: subscribers read everything again.
create function notify_whole_catalog_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('catalog_changed', '*');
  return null;
end $$;
create trigger categories_notify_change after insert or update or delete on categories
  for each statement execute function notify_whole_catalog_changed();
