-- The promotions of a product, read from the index alone: a cart of forty lines looks forty times.
create index promotion_products_sku_promotion_idx on promotion_products (sku, promotion_id);
drop index promotion_products_sku_idx;
