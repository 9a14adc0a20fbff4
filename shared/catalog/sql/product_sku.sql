-- The SKU of the product that a text names, in any case; the text itself if there is none. The exact SKU comes first: a shop
-- from before SKUs were unique in any case may have `case-1` and `CASE-1`.
create or replace function product_sku(wanted text) returns text language plpgsql stable as $$
begin
  return coalesce(
    (select p.sku from products p where p.sku = wanted),
    (select p.sku from products p where case when p.case_twin then p.sku else lower(p.sku) end = lower(wanted)),
    wanted);
end $$;
