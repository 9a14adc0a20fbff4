-- The copy of each product that search and facets read. It is in separate tables, so that a changed price
-- rewrites a small row and none of the words. Triggers maintain it through the routine write_product_search, which
-- describes the columns.

create table product_search (
  sku text collate "C" not null,
  category_id text collate "C" not null,
  price integer not null,
  active boolean not null,
  created_at timestamptz not null,
  brand text collate "C",
  phrases text collate "C" not null,
  terms tsvector not null,
  -- A short name ranks first among products that match equally well. Stored, because counting it for every match is slow.
  shortness smallint not null default 0,
  constraint product_search_pkey primary key (sku),
  constraint product_search_product_fkey foreign key (sku) references products (sku) on delete cascade
) with (fillfactor = 90);
-- A GIN index collects new entries in a pending list, which every search reads from end to end. With the default limit of
-- 4 MB a query takes 13 ms after an import instead of 0.1 ms. So the list is limited to 256 kB.
create index product_search_terms_idx on product_search using gin (terms) with (gin_pending_list_limit = 256);
create index product_search_category_idx on product_search (category_id);
-- A facet shows a brand as its first product by SKU spells it. Without the SKU in the index, that search reads up to
-- 50,000 products for a brand that comes late in their order.
create index product_search_brand_sku_idx on product_search (brand, sku);

-- A separate table, so that the rows of product_search stay small. Only one search in twenty needs it.
create table product_misspellings (
  sku text collate "C" not null,
  misspellings tsvector not null,
  constraint product_misspellings_pkey primary key (sku),
  constraint product_misspellings_product_fkey foreign key (sku) references products (sku) on delete cascade
);
create index product_misspellings_idx on product_misspellings using gin (misspellings) with (gin_pending_list_limit = 256);

-- The triggers only decide which products to index. The rest is in routines, which are replaced when their text changes.
create function index_changed_products() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform write_product_search(array(select sku from new_rows order by sku));
    return null;
  end if;
  perform write_product_search(array(
    select n.sku from new_rows n join old_rows o using (sku)
    where (n.name, n.brand, n.barcode, n.category_id) is distinct from (o.name, o.brand, o.barcode, o.category_id)
    order by n.sku));
  update product_search s set price = n.price, active = n.active, created_at = n.created_at
  from new_rows n
  where s.sku = n.sku and (s.price, s.active, s.created_at) is distinct from (n.price, n.active, n.created_at);
  return null;
end $$;
create trigger products_inserted after insert on products
  referencing new table as new_rows for each statement execute function index_changed_products();
create trigger products_updated after update on products
  referencing old table as old_rows new table as new_rows for each statement execute function index_changed_products();

-- A product is found by the name of its category and of the category above it.
create function index_products_of_changed_categories() returns trigger language plpgsql as $$
declare
  affected text[] := array(
    select p.sku from products p join categories c on c.id = p.category_id
    where exists (
      select from new_rows n join old_rows o using (id)
      where n.id in (c.id, c.parent_id) and (n.name, n.parent_id) is distinct from (o.name, o.parent_id))
    order by p.sku);
begin
  -- The lock order of products in every routine.
  perform from products where sku = any (affected) order by sku for no key update;
  perform write_product_search(affected);
  return null;
end $$;
create trigger categories_updated after update on categories
  referencing old table as old_rows new table as new_rows
  for each statement execute function index_products_of_changed_categories();
