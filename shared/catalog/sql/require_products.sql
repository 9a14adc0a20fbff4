-- Refuses with unknown_products { skus }, the SKUs that do not exist in any case. skus: a JSON array, or null.
create or replace function require_products(skus jsonb) returns void language plpgsql as $$
declare
  unknown jsonb;
begin
  if skus = 'null' then
    return;
  end if;
  select jsonb_agg(s.sku order by s.sku collate "C") into unknown from jsonb_array_elements_text(skus) as s(sku)
  where not exists (select from products p where p.sku = product_sku(s.sku));
  if unknown is not null then
    perform refuse('unknown_products', jsonb_build_object('skus', unknown));
  end if;
end $$;
