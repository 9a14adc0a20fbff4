-- The state from which the gate of a flash sale is rebuilt, from one snapshot; null for an unknown sale.
-- request: { saleId }
-- result: { allocation, perCustomerLimit, startsAt, startsInMilliseconds, endsInMilliseconds,
--   claims: [{ id, customerId, quantity, leaseMilliseconds (null for a bought claim) }] }
-- A sale that is stopped has started and ended.
-- Times are durations, because the clocks of Postgres and Redis may differ.
create or replace function flash_sale_gate_state(request jsonb) returns json language plpgsql stable as $$
begin
  return (
    select json_build_object('allocation', s.allocation, 'perCustomerLimit', s.per_customer_limit,
      'startsAt', s.starts_at, 'startsInMilliseconds', case when is_sale_stopped(s) then 0
        else floor(extract(epoch from s.starts_at - now()) * 1000) end,
      'endsInMilliseconds', case when is_sale_stopped(s) then 0
        else floor(extract(epoch from s.ends_at - now()) * 1000) end,
      'claims', (
        select coalesce(json_agg(json_build_object('id', c.id, 'customerId', c.customer_id, 'quantity', c.quantity,
          'leaseMilliseconds', case c.status when 'held' then
            ceil(extract(epoch from c.expires_at - now()) * 1000) end)), '[]')
        from flash_sale_claims c
        where c.sale_id = s.id and (c.status = 'bought' or c.status = 'held' and c.expires_at > now())))
    from flash_sales s where s.id = request ->> 'saleId');
end $$;
