-- The SKUs that are low or sold out, unless what lapsed holds keep is counted. They are few among many, so facets look
-- these up and not the stock of each hit. A table, because an index on stock itself would have to be written with every
-- order. A row changes only under the lock of its SKU's inventory row, as holds do.
create table scarce_stock (
  sku text collate "C" not null,
  constraint scarce_stock_pkey primary key (sku)
);

create function stock_turned_scarce() returns trigger language plpgsql as $$
begin
  insert into scarce_stock (sku) values (new.sku) on conflict do nothing;
  return null;
end $$;
create function stock_not_scarce() returns trigger language plpgsql as $$
begin
  delete from scarce_stock where sku = old.sku;
  return null;
end $$;
create trigger inventory_begun_scarce after insert on inventory for each row
  when (new.on_hand - new.held <= new.low_stock_threshold)
  execute function stock_turned_scarce();
create trigger inventory_turned_scarce after update on inventory for each row
  when (old.on_hand - old.held > old.low_stock_threshold and new.on_hand - new.held <= new.low_stock_threshold)
  execute function stock_turned_scarce();
create trigger inventory_not_scarce after update on inventory for each row
  when (old.on_hand - old.held <= old.low_stock_threshold and new.on_hand - new.held > new.low_stock_threshold)
  execute function stock_not_scarce();
create trigger inventory_ended_scarce after delete on inventory for each row
  when (old.on_hand - old.held <= old.low_stock_threshold)
  execute function stock_not_scarce();

-- After the triggers, which keep writers out until this is committed.
insert into scarce_stock (sku) select sku from inventory where on_hand - held <= low_stock_threshold;
