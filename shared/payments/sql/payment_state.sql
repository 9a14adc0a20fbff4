-- The state of an order's payment, read before a request to the provider; null for an unknown order.
-- request: { orderId }. result: { orderId, provider, providerPaymentId, currency, captured, due, cancelled,
--   captureFailed: the provider has refused the capture for good }
create or replace function payment_state(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('orderId', p.order_id, 'provider', p.provider, 'providerPaymentId', p.provider_payment_id,
      'currency', p.currency, 'captured', p.captured, 'due', p.due,
      'cancelled', p.cancelled_at is not null, 'captureFailed', p.capture_failed_at is not null)
    from payments p where p.order_id = request ->> 'orderId');
end $$;
