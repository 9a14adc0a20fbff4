-- What search and facets read of a product, in a table of its own: a changed price rewrites a small row, and no word.
-- Triggers keep it (routines/write_product_search.sql), so that no writer can forget to. search_text, which every writer had to
-- fill, goes.

create table product_search (
  sku text collate "C" not null,
  category_id text collate "C" not null,
  price integer not null,
  active boolean not null,
  created_at timestamptz not null,
  brand text collate "C",
  phrases text collate "C" not null,
  terms tsvector not null,
  misspellings tsvector not null,
  constraint product_search_pkey primary key (sku),
  constraint product_search_product_fkey foreign key (sku) references products (sku) on delete cascade
) with (fillfactor = 90);
create index product_search_terms_idx on product_search using gin (terms);
create index product_search_misspellings_idx on product_search using gin (misspellings);
create index product_search_category_idx on product_search (category_id);
create index product_search_brand_idx on product_search (brand);

alter table products drop column search_text;

-- Their work is in the routines: what they call is created anew whenever its text changes.
create function products_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform write_product_search(array(select sku from written order by sku));
    return null;
  end if;
  perform write_product_search(array(
    select w.sku from written w join before b using (sku)
    where (w.name, w.brand, w.barcode, w.category_id) is distinct from (b.name, b.brand, b.barcode, b.category_id)
    order by w.sku));
  update product_search s set price = w.price, active = w.active, created_at = w.created_at
  from written w
  where s.sku = w.sku and (s.price, s.active, s.created_at) is distinct from (w.price, w.active, w.created_at);
  return null;
end $$;
create trigger products_inserted after insert on products
  referencing new table as written for each statement execute function products_written();
create trigger products_updated after update on products
  referencing old table as before new table as written for each statement execute function products_written();

-- A category's name finds what is in it and right below it.
create function categories_renamed() returns trigger language plpgsql as $$
declare
  concerned text[] := array(
    select p.sku from products p join categories c on c.id = p.category_id
    where exists (
      select from written w join before b using (id)
      where w.id in (c.id, c.parent_id) and (w.name, w.parent_id) is distinct from (b.name, b.parent_id))
    order by p.sku);
begin
  -- As every writer of products locks them, and in the same order.
  perform from products where sku = any (concerned) order by sku for no key update;
  perform write_product_search(concerned);
  return null;
end $$;
create trigger categories_updated after update on categories
  referencing old table as before new table as written for each statement execute function categories_renamed();
