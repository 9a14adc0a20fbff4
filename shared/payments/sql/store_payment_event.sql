-- Stores a provider's event in the inbox, once. stored: false if it was there before.
-- request: { provider, eventId, type, providerPaymentId, amount, refundId, disputeId?, orderId, payload }. result: { stored }
create or replace function store_payment_event(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into payment_events (provider, event_id, type, provider_payment_id, amount, refund_id, dispute_id, order_id, payload)
  values (request ->> 'provider', request ->> 'eventId', request ->> 'type', request ->> 'providerPaymentId',
    (request ->> 'amount')::integer, request ->> 'refundId', request ->> 'disputeId', request ->> 'orderId', request -> 'payload')
  on conflict (provider, event_id) do nothing;
  return jsonb_build_object('stored', found);
end $$;
