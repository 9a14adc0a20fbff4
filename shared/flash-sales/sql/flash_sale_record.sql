-- A flash sale for the back office and the audit log.
create or replace function flash_sale_record(sale flash_sales) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', sale.id, 'sku', sale.sku, 'price', sale.price, 'allocation', sale.allocation,
    'claimed', sale.claimed, 'bought', (
      select coalesce(sum(c.quantity), 0) from flash_sale_claims c where c.sale_id = sale.id and c.status = 'bought'),
    'perCustomerLimit', sale.per_customer_limit, 'startsAt', sale.starts_at, 'endsAt', sale.ends_at,
    'active', sale.active, 'version', sale.version, 'createdAt', sale.created_at);
end $$;
