-- How many lines a cart has: products, and flash-sale claims.
create or replace function cart_size(wanted_cart text) returns bigint language plpgsql stable as $$
begin
  return (select count(*) from cart_lines where cart_id = wanted_cart)
    + (select count(*) from flash_sale_claims where cart_id = wanted_cart);
end $$;
