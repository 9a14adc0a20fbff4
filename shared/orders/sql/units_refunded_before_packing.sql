-- Units of an order that were refunded by line before packing, and so must not be picked. Failed and withdrawn refunds do not count.
-- result: [{ sku, quantity }]
create or replace function units_refunded_before_packing(wanted_order text) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('sku', u.sku, 'quantity', u.quantity) order by u.sku), '[]')
    from (
      select l.sku, sum(l.quantity) as quantity from refunds r join refund_lines l on l.refund_id = r.id
      where r.order_id = wanted_order and r.status not in ('failed', 'withdrawn') and not r.packed group by l.sku
    ) u);
end $$;
