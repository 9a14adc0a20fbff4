-- Returns the id of the customer's open cart; creates it if there is none. The caller must call require_customer first.
-- Two concurrent calls create one cart: the second waits at the unique index for the first to commit, then finds its
-- cart. If an order closes the cart between the two statements, the loop runs again.
create or replace function find_or_create_open_cart(wanted_customer text, new_cart text, store_currency text) returns text
language plpgsql as $$
declare
  cart_id text;
begin
  loop
    select id into cart_id from carts where customer_id = wanted_customer and status = 'open';
    exit when found;
    insert into carts (id, currency, customer_id) values (new_cart, store_currency, wanted_customer)
    on conflict (customer_id) where status = 'open' and customer_id is not null do nothing;
  end loop;
  return cart_id;
end $$;
