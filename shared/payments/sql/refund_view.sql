-- A refund with its payment, for the request to the provider; null if unknown. request: { refundId }
create or replace function refund_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('refundId', r.id, 'orderId', r.order_id, 'amount', r.amount, 'status', r.status,
      'requestedAt', r.created_at, 'provider', p.provider, 'providerPaymentId', p.provider_payment_id,
      'currency', p.currency)
    from refunds r join payments p on p.id = r.payment_id where r.id = request ->> 'refundId');
end $$;
