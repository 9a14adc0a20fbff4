-- What placing an order starts from, in one read: the order that this idempotency key has made already, or the cart.
-- request: { scope, key, cartId, customerId, customer }. result: { claim: null | { fingerprint, order }, cart: as cart_view }
create or replace function checkout_view(request jsonb) returns json language plpgsql stable as $$
declare
  claimed idempotency_keys;
begin
  select * into claimed from idempotency_keys k where k.scope = request ->> 'scope' and k.key = request ->> 'key';
  if claimed.order_id is not null then
    return json_build_object('cart', null, 'claim', json_build_object('fingerprint', claimed.fingerprint,
      'order', order_view(jsonb_build_object('orderId', claimed.order_id))));
  end if;
  return json_build_object('claim', null, 'cart', cart_view(request - 'couponCode'));
end $$;
