-- A payment by its id at the provider; null if unknown. request: { provider, providerPaymentId }
create or replace function payment_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('orderId', p.order_id, 'amount', p.amount,
      'authorisation', p.authorisation, 'authorised', p.authorised, 'due', p.due, 'captured', p.captured,
      'refunded', p.refunded, 'currency', p.currency,
      'cancelled', p.cancelled_at is not null)
    from payments p
    where p.provider = request ->> 'provider' and p.provider_payment_id = request ->> 'providerPaymentId');
end $$;
