-- Who asks for a cart is told to every routine that opens one.
drop function if exists open_cart(text);

-- A customer's orders are listed by number, which is the order that they were placed in; a guest's are in no list.
drop index orders_customer_idx;
create index orders_customer_idx on orders (customer_id, number desc) where customer_id is not null;
