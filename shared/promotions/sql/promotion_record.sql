-- A promotion for the back office and the audit log, with its products in the order of their SKUs; null for an unknown
-- id.
create or replace function promotion_record(wanted_promotion text) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'id', r.id, 'code', r.code, 'kind', r.kind, 'quantity', r.quantity, 'amount', r.amount,
      'freeQuantity', r.free_quantity, 'freeChoice', r.free_choice, 'percent', r.percent, 'description', r.description,
      'startsAt', r.starts_at, 'endsAt', r.ends_at, 'active', r.active, 'source', r.source,
      'skus', coalesce((
        select jsonb_agg(m.sku order by m.sku) from promotion_products m where m.promotion_id = r.id), '[]'),
      'version', r.version, 'createdAt', r.created_at, 'updatedAt', r.updated_at)
    from promotions r where r.id = wanted_promotion);
end $$;
