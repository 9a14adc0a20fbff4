-- Active products that match a search and its filters. It is plain SQL, so that Postgres inlines it into the calling query.
create or replace function matching_products(matching tsquery, category_ids text[], price integer[], brand text)
returns setof product_search language sql stable as $$
  select s.* from product_search s
  where s.terms @@ matching_products.matching and s.active
    and (matching_products.category_ids is null or s.category_id = any (matching_products.category_ids))
    and s.price between matching_products.price[1] and matching_products.price[2]
    and (matching_products.brand is null or s.brand = matching_products.brand)
$$;
