-- The open cart of a customer, made if there is none; answers its id. The caller has called require_customer.
-- Two at once make one: the second waits at the unique index until the first has committed, and finds its cart. An
-- order that ends the cart between the two statements brings another round.
create or replace function open_cart_of(wanted_customer text, new_cart text, store_currency text) returns text
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
