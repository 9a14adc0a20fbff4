-- Units of an order that were refunded by line before it was packed: they are not given any more. Refunds that failed do not
-- count. result: [{ sku, quantity }]
create or replace function units_taken_off(wanted_order text) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('sku', t.sku, 'quantity', t.quantity) order by t.sku), '[]')
    from (
      select l.sku, sum(l.quantity) as quantity from refunds r join refund_lines l on l.refund_id = r.id
      where r.order_id = wanted_order and r.status <> 'failed' and not r.packed group by l.sku
    ) t);
end $$;
