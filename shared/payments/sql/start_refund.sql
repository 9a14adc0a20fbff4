-- Marks a refund as sent, before its request to the provider, and returns its refund_view; null if unknown. A dispute
-- withdraws a refund only before this mark, because afterwards the provider may have paid it.
-- request: { refundId }. Locks the order, as the events of its payment do.
create or replace function start_refund(request jsonb) returns jsonb language plpgsql as $$
begin
  perform 1 from orders where id = (select r.order_id from refunds r where r.id = request ->> 'refundId')
    for no key update;
  update refunds set sent_at = clock_timestamp()
  where id = request ->> 'refundId' and status = 'requested' and sent_at is null;
  return refund_view(request);
end $$;
