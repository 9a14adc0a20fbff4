-- Undoes an order whose payment the provider has refused for good: the order is cancelled, and its cart can be ordered
-- again. The order gets an empty cart instead, because a cart belongs to at most one order.
-- request: { orderId, reason, newCartId }. result: { cartId: the shopper's cart, open again; null if it could not be: the
-- customer has another open cart, or the order changed in between }
create or replace function refuse_payment(request jsonb) returns jsonb language plpgsql as $$
declare
  the_order orders;
  payment payments;
begin
  select * into the_order from orders where id = request ->> 'orderId' for no key update;
  select * into payment from payments where order_id = the_order.id for no key update;
  if the_order.status <> 'pending_payment' or payment.provider_payment_id is not null then
    return jsonb_build_object('cartId', null);
  end if;
  update payments set refusal = request ->> 'reason', next_check_at = null, updated_at = now() where id = payment.id;
  begin
    perform 1 from carts where id = the_order.cart_id for no key update;
    insert into carts (id, customer_id, status, currency)
    values (request ->> 'newCartId', the_order.customer_id, 'ordered', the_order.currency);
    update carts set status = 'open', version = version + 1, updated_at = now() where id = the_order.cart_id;
    update orders set cart_id = request ->> 'newCartId' where id = the_order.id;
  exception when unique_violation then
    the_order.cart_id := null;
  end;
  perform cancel_unpacked_order(the_order);
  return jsonb_build_object('cartId', the_order.cart_id);
end $$;
