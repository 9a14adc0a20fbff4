-- Stock: what is on the shelf, what of it is held, and the ledger of every movement.

-- `on_hand` is the quantity on the shelf, and `held` the part of it that holds reserve. Both change only under the lock of
-- the SKU's row here, and so do the SKU's holds. Whoever has that lock may read and write them.
create table inventory (
  sku text collate "C" not null,
  on_hand integer not null default 0,
  held integer not null default 0,
  low_stock_threshold integer not null default 10,
  constraint inventory_pkey primary key (sku),
  constraint inventory_sku_fkey foreign key (sku) references products (sku),
  constraint inventory_on_hand_not_negative check (on_hand >= 0),
  -- More than any shop has, and far from where integers overflow.
  constraint inventory_on_hand_bounded check (on_hand <= 1000000000),
  constraint inventory_held_not_negative check (held >= 0),
  -- The last line of defence: no race can sell what is not there.
  constraint inventory_held_within_on_hand check (held <= on_hand),
  constraint inventory_low_stock_threshold_not_negative check (low_stock_threshold >= 0)
) with (fillfactor = 50);

-- A hold is open as long as its row exists. It belongs to an order, or to the allocation of a flash sale.
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

-- The ledger. The sum of a SKU's movements is its on_hand.
create table stock_movements (
  id bigint generated always as identity,
  sku text collate "C" not null,
  delta integer not null,
  reason text not null,
  order_id text collate "C",
  actor text not null,
  note text,
  -- A movement with the same key is recorded once. The key belongs to its sender: two senders may choose the same.
  request_key text collate "C",
  created_at timestamptz not null default now(),
  constraint stock_movements_pkey primary key (id),
  constraint stock_movements_sku_fkey foreign key (sku) references inventory (sku),
  constraint stock_movements_order_fkey foreign key (order_id) references orders (id),
  constraint stock_movements_delta_not_zero check (delta <> 0),
  -- `picked`: the difference between what was sold and what was packed, in either direction.
  constraint stock_movements_reason check (reason in (
    'opening', 'received', 'sold', 'picked', 'returned', 'cancelled', 'damaged', 'expired', 'counted', 'correction'))
);
create index stock_movements_sku_idx on stock_movements (sku, id);
create unique index stock_movements_request_key on stock_movements (actor, request_key) where request_key is not null;
-- For the net movements of an order, which packing, cancelling and returning read.
create index stock_movements_order_idx on stock_movements (order_id, sku) where order_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: write a new row that corrects the old one', tg_table_name;
end $$;
create trigger stock_movements_append_only before update or delete on stock_movements
  for each row execute function refuse_change();

-- Stock changes with every order, but NOTIFY makes committing transactions wait for each other. So a notification is sent
-- only when a product becomes low, sells out or is available again.
create function notify_availability_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('catalog_changed', new.sku);
  return null;
end $$;
create trigger inventory_notify_availability after update on inventory for each row
  when ((old.on_hand - old.held <= 0, old.on_hand - old.held <= old.low_stock_threshold)
    is distinct from (new.on_hand - new.held <= 0, new.on_hand - new.held <= new.low_stock_threshold))
  execute function notify_availability_changed();

-- The SKUs that are low or sold out, before expired holds are released. They are few among many, so facets look these up
-- instead of the stock of every match. It is a table, because an index on stock would be written with every order. A row
-- changes only under the lock of the SKU's inventory row.
create table scarce_stock (
  sku text collate "C" not null,
  constraint scarce_stock_pkey primary key (sku)
);

create function add_to_scarce_stock() returns trigger language plpgsql as $$
begin
  insert into scarce_stock (sku) values (new.sku) on conflict do nothing;
  return null;
end $$;
create function remove_from_scarce_stock() returns trigger language plpgsql as $$
begin
  delete from scarce_stock where sku = old.sku;
  return null;
end $$;
create trigger inventory_inserted_scarce after insert on inventory for each row
  when (new.on_hand - new.held <= new.low_stock_threshold)
  execute function add_to_scarce_stock();
create trigger inventory_became_scarce after update on inventory for each row
  when (old.on_hand - old.held > old.low_stock_threshold and new.on_hand - new.held <= new.low_stock_threshold)
  execute function add_to_scarce_stock();
create trigger inventory_no_longer_scarce after update on inventory for each row
  when (old.on_hand - old.held <= old.low_stock_threshold and new.on_hand - new.held > new.low_stock_threshold)
  execute function remove_from_scarce_stock();
create trigger inventory_deleted_scarce after delete on inventory for each row
  when (old.on_hand - old.held <= old.low_stock_threshold)
  execute function remove_from_scarce_stock();
