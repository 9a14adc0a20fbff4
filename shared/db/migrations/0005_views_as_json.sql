-- What answers a cart answers json, not jsonb: it is built once and read once, and building text is a third cheaper. A
-- routine is created anew whenever its text changes, but its result type cannot be replaced.
drop function if exists cart_view(jsonb);
drop function if exists checkout_view(jsonb);
drop function if exists create_cart(jsonb);
drop function if exists set_cart_line(jsonb);
drop function if exists set_cart_coupon(jsonb);
drop function if exists set_cart_delivery(jsonb);
