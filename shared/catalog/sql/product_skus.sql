-- The SKUs of a JSON array as their products have them, each once, in the order of the array. Null for null.
create or replace function product_skus(skus jsonb) returns text[] language plpgsql stable as $$
begin
  if coalesce(skus, 'null') = 'null' then
    return null;
  end if;
  return array(
    select named.sku from (
      select product_sku(value) as sku, min(place) as place
      from jsonb_array_elements_text(skus) with ordinality as given (value, place)
      group by 1
    ) named order by named.place);
end $$;
