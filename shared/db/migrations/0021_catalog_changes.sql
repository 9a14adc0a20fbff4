-- Whoever keeps what it read of the catalog is told of each change when it is committed: NOTIFY catalog_changed, with
-- the SKUs, separated by spaces, or "*" for all. Triggers send it, so that no writer can forget to.

create function catalog_changed(skus text[]) returns void language plpgsql as $$
declare
  MOST constant integer := 100;
begin
  if cardinality(skus) > 0 then
    perform pg_notify('catalog_changed', case when cardinality(skus) > MOST then '*' else array_to_string(skus, ' ') end);
  end if;
end $$;

create function products_changed() returns trigger language plpgsql as $$
begin
  perform catalog_changed(array(select sku from written));
  return null;
end $$;
create trigger products_change_told after update on products
  referencing new table as written for each statement execute function products_changed();
create trigger products_creation_told after insert on products
  referencing new table as written for each statement execute function products_changed();

-- What is rare and touches many: all is read anew.
create function whole_catalog_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('catalog_changed', '*');
  return null;
end $$;
create trigger promotions_change_told after insert or update or delete on promotions
  for each statement execute function whole_catalog_changed();
create trigger promotion_products_change_told after insert or update or delete on promotion_products
  for each statement execute function whole_catalog_changed();
create trigger categories_change_told after insert or update or delete on categories
  for each statement execute function whole_catalog_changed();

-- Stock changes with every order. It is told only when a product runs low, sells out or can be had again: NOTIFY makes
-- committing transactions wait for each other.
create function availability_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('catalog_changed', new.sku);
  return null;
end $$;
create trigger availability_told after update on inventory for each row
  when ((old.on_hand - old.held <= 0, old.on_hand - old.held <= old.low_stock_threshold)
    is distinct from (new.on_hand - new.held <= 0, new.on_hand - new.held <= new.low_stock_threshold))
  execute function availability_changed();
