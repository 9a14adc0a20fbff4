-- Places one order. A repeated request with the same idempotency key returns the existing order.
--
-- request: { orderId, scope, key, fingerprint, cartId, cartVersion, customerId (null for a guest), email,
--   currency, holdSeconds,
--   lines: [{ sku, name, unit, quantity, price, priceQuantity, subtotal, promotionDiscount, couponDiscount, total,
--   substitution, claimId? (of a flash sale) }], promotions: [{ id, version, code, description, amount,
--   lines: [{ sku, amount }] }],
--   coupon: null | { id, version, code, discount }, slotId, slotFee, zone: null | { id, version }, ageRestricted,
--   subtotal, discount, deliveryFee, fees? (beside the delivery fee: [{ code, amount }]), total, paymentId, provider,
--   providerPaymentId, amount (what the provider charges of the total), chargeStep, reservation, authorisation }
-- result: { replayed: false, placed } with the values that the database generates for a new order:
--   { number, createdAt, expiresAt, slot: null | { id, startsAt, endsAt }, history: [{ status, at }] }
--   or { replayed: true, order } with the existing order as order_view returns it
--
-- Refuses, and changes nothing, with:
--   idempotency_key_reused                    the key was used for another request body
--   account_not_found                         the customer's account was erased
--   cart_not_found, cart_already_ordered      { orderId }
--   cart_merged                               { cartId }
--   cart_changed, price_changed               the caller used old data and must read the cart again
--   order_limit_exceeded                      see check_prices
--   insufficient_stock                        { shortages: [{ sku, requested, available }] }
--   delivery_required                         the cart has neither a slot nor pick-up
--   claim_expired                             see buy_claims
--   coupon_*                                  see redeem_coupon
--   slot_closed, slot_full                    see book_slot
--
-- place_new_orders documents the lock order. A concurrent request with the same key waits at the first insert until this
-- call ends. It then returns the same order, or, when this call was refused, places its own order.
create or replace function place_order(request jsonb) returns jsonb language plpgsql as $$
declare
  claimed idempotency_keys;
  placed jsonb := place_new_orders(jsonb_build_array(request));
begin
  if placed is not null then
    return jsonb_build_object('replayed', false, 'placed', placed -> 0);
  end if;
  select * into claimed from idempotency_keys k
  where k.scope = request ->> 'scope' and k.key = request ->> 'key';
  if claimed.fingerprint <> request ->> 'fingerprint' then
    perform refuse('idempotency_key_reused');
  end if;
  return jsonb_build_object('replayed', true,
    'order', order_view(jsonb_build_object('orderId', claimed.order_id)));
end $$;
