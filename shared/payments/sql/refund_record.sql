-- The JSON of a refund for the back office.
create or replace function refund_record(refund refunds) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', refund.id, 'orderId', refund.order_id, 'amount', refund.amount,
    'reason', refund.reason, 'for', refund.purpose, 'status', refund.status, 'failure', refund.failure, 'createdAt', refund.created_at,
    'lines', (
      select coalesce(jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity, 'amount', l.amount)
        order by l.sku), '[]')
      from refund_lines l where l.refund_id = refund.id));
end $$;
