-- An order with its lines, history and payment. Null for an unknown order. request: { orderId }
create or replace function order_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'id', o.id, 'number', o.number, 'cartId', o.cart_id, 'customerId', o.customer_id, 'email', o.email,
      'status', o.status, 'currency', o.currency, 'promotions', o.promotions, 'couponCode', o.coupon_code,
      'couponDiscount', o.coupon_discount, 'slotId', o.slot_id, 'address', o.address, 'subtotal', o.subtotal,
      'discount', o.discount, 'deliveryFee', o.delivery_fee, 'fees', o.fees, 'total', o.total, 'refunded', o.refunded,
      'ageRestricted', o.age_restricted, 'dispute', dispute_view(o), 'expiresAt', o.expires_at, 'createdAt', o.created_at,
      'refunds', (
        select coalesce(jsonb_agg(refund_record(r) order by r.created_at, r.id), '[]')
        from refunds r where r.order_id = o.id),
      'lines', (
        select jsonb_agg(jsonb_build_object('sku', l.sku, 'name', l.name, 'unit', l.unit, 'quantity', l.quantity,
          'price', l.price, 'priceQuantity', l.price_quantity, 'subtotal', l.subtotal,
          'promotionDiscount', l.promotion_discount, 'couponDiscount', l.coupon_discount, 'total', l.total,
          'substitution', l.substitution, 'claimId', l.claim_id,
          'orderedQuantity', coalesce(l.ordered_quantity, l.quantity), 'pickedQuantity', l.picked_quantity,
          'substitutes', l.substitutes) order by l.line)
        from order_lines l where l.order_id = o.id),
      'history', (
        select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) order by h.at)
        from order_history h where h.order_id = o.id),
      'packedAt', o.packed_at, 'asPlaced', o.as_placed,
      'slot', case when o.slot_id is not null then
        jsonb_build_object('id', o.slot_id, 'startsAt', o.slot_starts_at, 'endsAt', o.slot_ends_at) end,
      'payment', (
        select jsonb_build_object('provider', p.provider, 'id', p.provider_payment_id, 'amount', p.amount,
          'authorisation', p.authorisation, 'chargeStep', p.charge_step, 'reservation', p.reservation,
          'due', coalesce(p.due, p.amount), 'authorised', p.authorised, 'authorisedAt', p.authorised_at,
          'captured', p.captured, 'captureFailure', p.capture_failure, 'missing', missing_amount(o, p),
          'refunded', p.refunded - p.refund_returned, 'processingAt', p.processing_at, 'failedAt', p.failed_at,
          'cancelledAt', p.cancelled_at, 'refusal', p.refusal)
        from payments p where p.order_id = o.id))
    from orders o where o.id = request ->> 'orderId');
end $$;
