-- One product for each barcode whatever its padding, and for each SKU whatever its case. Sources of imports have names.

-- A GTIN has 8, 12, 13 or 14 digits, and leading zeros do not change which one it is: 036000291452 as UPC-A is
-- 0036000291452 as EAN-13 (GS1 General Specifications, section 3.3.2). So it is compared with 14 digits. A PLU code has
-- four or five digits and is another kind of code: it never equals a GTIN.
create function barcode_number(barcode text) returns text language sql immutable as $$
  select case when length(barcode) <= 5 then ltrim(barcode, '0') else lpad(barcode, 14, '0') end
$$;

alter table products drop constraint products_barcode_key;
alter table products drop constraint products_barcode_form;

-- Two products with one number can't both be scanned. The one on sale keeps it, of two on sale the older one.
-- Updates of products run triggers whose routines a new database doesn't have yet, so they only run when there are rows.
do $$
begin
  if exists (select from products) then
    with cleared as (
      update products p set barcode = null, version = version + 1
      where barcode ~ '^0+$' or exists (
        select from products o
        where o.sku <> p.sku and barcode_number(o.barcode) = barcode_number(p.barcode)
          and (not o.active, o.created_at, o.sku) < (not p.active, p.created_at, p.sku))
      returning sku, (select q.barcode from products q where q.sku = p.sku) as barcode
    )
    insert into audit_log (actor_id, actor_role, action, entity, entity_id, before, after, request_id)
    select 'migration', 'system', 'update', 'product', sku, jsonb_build_object('barcode', barcode),
      jsonb_build_object('barcode', null), 'migration' from cleared;
  end if;
end $$;

alter table products add constraint products_barcode_form check (barcode ~ '^[0-9]{4,14}$' and barcode !~ '^0+$');
alter table products add column barcode_number text collate "C" generated always as (barcode_number(barcode)) stored;
alter table products add constraint products_barcode_key unique (barcode_number);

-- True for a product from before this rule whose SKU differs from another product's in nothing but case. It is found only
-- by its exact SKU.
alter table products add column case_twin boolean not null default false;
do $$
begin
  if exists (select from products) then
    update products p set case_twin = true
    where exists (
      select from products o
      where o.sku <> p.sku and lower(o.sku) = lower(p.sku)
        and (o.sku <> lower(o.sku), o.created_at, o.sku) < (p.sku <> lower(p.sku), p.created_at, p.sku));
  end if;
end $$;
create unique index products_sku_any_case_key on products ((case when case_twin then sku else lower(sku) end));

-- Other sources that list the product as well. It is on sale until the last one drops it.
alter table products add column other_sources text[] not null default '{}';

-- Imports without a name had their file's format as source; now they are `default`. A shop that used both formats may
-- have had two feeds, which stay apart.
do $$
begin
  if (select count(distinct replace(source, 'gone:', '')) from products
      where source in ('csv', 'json', 'gone:csv', 'gone:json')) = 1 then
    update products set source = case when source like 'gone:%' then 'gone:default' else 'default' end
    where source in ('csv', 'json', 'gone:csv', 'gone:json');
    update promotions set source = case when source like 'gone:%' then 'gone:default' else 'default' end
    where source in ('csv', 'json', 'gone:csv', 'gone:json');
  end if;
end $$;

-- A dry run of an import refers to rows that its earlier steps have not kept (rehearse_import). These constraints are
-- checked at once as before, unless a transaction defers them.
alter table products alter constraint products_category_fkey deferrable;
alter table promotion_products alter constraint promotion_products_sku_fkey deferrable;
alter table categories alter constraint categories_parent_fkey deferrable;
