-- Products on sale that match a search and pass its filters. Written into the query that asks (it is plain SQL).
create or replace function searched_products(matching tsquery, category_ids text[], price integer[], brand text)
returns setof product_search language sql stable as $$
  select s.* from product_search s
  where s.terms @@ searched_products.matching and s.active
    and (searched_products.category_ids is null or s.category_id = any (searched_products.category_ids))
    and s.price between searched_products.price[1] and searched_products.price[2]
    and (searched_products.brand is null or s.brand = searched_products.brand)
$$;
