-- Keeps the id that a provider has given to an order's payment, unless one is kept already.
-- request: { orderId, providerPaymentId }. result: { attached }
create or replace function attach_payment(request jsonb) returns jsonb language plpgsql as $$
begin
  update payments set provider_payment_id = request ->> 'providerPaymentId', updated_at = now()
  where order_id = request ->> 'orderId' and provider_payment_id is null;
  return jsonb_build_object('attached', found);
end $$;
