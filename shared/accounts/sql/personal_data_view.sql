-- All data stored about a customer, for the customer; null for an unknown id. request: { customerId }
-- auditLog has changes of the account and changes made by it in the back office. Secrets are left out: hashes of the
-- password and of refresh tokens, and session ids, which are part of the refresh token.
create or replace function personal_data_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'account', customer_view(request),
      'sessions', coalesce((
        select jsonb_agg(jsonb_build_object('signedInAt', s.created_at, 'expiresAt', s.expires_at, 'endedAt', s.ended_at)
          order by s.created_at, s.id)
        from sessions s where s.customer_id = c.id), '[]'),
      'carts', coalesce((
        select jsonb_agg(jsonb_build_object('id', t.id, 'status', t.status, 'couponCode', t.coupon_code,
          'slotId', t.slot_id, 'address', t.address, 'createdAt', t.created_at, 'updatedAt', t.updated_at,
          'lines', coalesce((
            select jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity, 'substitution', l.substitution,
              'addedAt', l.added_at) order by l.added_at, l.sku)
            from cart_lines l where l.cart_id = t.id), '[]')) order by t.created_at, t.id)
        from carts t where t.customer_id = c.id), '[]'),
      'orders', coalesce((
        select jsonb_agg(order_view(jsonb_build_object('orderId', o.id)) order by o.number)
        from orders o where o.customer_id = c.id), '[]'),
      'couponUses', coalesce((
        select jsonb_agg(jsonb_build_object('code', o.coupon_code, 'orderId', o.id, 'discount', r.discount,
          'at', r.created_at) order by o.number)
        from orders o join coupon_redemptions r on r.order_id = o.id where o.customer_id = c.id), '[]'),
      'flashSaleClaims', coalesce((
        select jsonb_agg(jsonb_build_object('id', f.id, 'saleId', f.sale_id, 'quantity', f.quantity, 'price', f.price,
          'status', f.status, 'cartId', f.cart_id,
          'orderId', f.order_id, 'expiresAt', f.expires_at, 'createdAt', f.created_at) order by f.created_at, f.id)
        from flash_sale_claims f where f.customer_id = c.id), '[]'),
      'auditLog', coalesce((
        select jsonb_agg(jsonb_build_object('action', a.action, 'entity', a.entity, 'entityId', a.entity_id,
          'byYou', a.actor_id = c.id, 'at', a.created_at) order by a.id)
        from audit_log a where a.actor_id = c.id or (a.entity = 'customer' and a.entity_id = c.id)), '[]'))
    from customers c where c.id = request ->> 'customerId');
end $$;
