-- How an order's payment stands, for who is about to ask the provider something; null for an unknown order.
-- request: { orderId }. result: { orderId, provider, providerPaymentId, captured, due, cancelled }
create or replace function payment_state(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('orderId', p.order_id, 'provider', p.provider, 'providerPaymentId', p.provider_payment_id,
      'captured', p.captured, 'due', p.due, 'cancelled', p.cancelled_at is not null)
    from payments p where p.order_id = request ->> 'orderId');
end $$;
