-- Inserts new orders with their lines, payments, history and outbox events, and marks their carts as ordered.
-- One statement per table for the whole batch: for a small order the overhead of a statement, above all loading the
-- CHECK constraints of its table, is larger than the time to insert the rows.
-- orders: [a request of place_order]. The caller has locked the carts and checked everything.
create or replace function insert_orders(orders jsonb) returns void language plpgsql as $$
begin
  insert into orders (id, cart_id, customer_id, email, status, currency, coupon_id, coupon_code, coupon_discount,
    slot_id, slot_starts_at, slot_ends_at, address, age_restricted, promotions, subtotal, discount, delivery_fee, fees,
    other_fees, total, expires_at)
  select o."orderId", o."cartId", o."customerId", o.email, 'pending_payment', o.currency, o.coupon ->> 'id',
    o.coupon ->> 'code', coalesce((o.coupon ->> 'discount')::integer, 0), o."slotId", s.starts_at, s.ends_at, c.address,
    o."ageRestricted", o.promotions, o.subtotal, o.discount, o."deliveryFee",
    coalesce(o.fees, '[]'), (select coalesce(sum((f ->> 'amount')::integer), 0) from jsonb_array_elements(o.fees) f), o.total,
    now() + make_interval(secs => o."holdSeconds")
  from jsonb_to_recordset(orders) as o("orderId" text, "cartId" text, "customerId" text, email text, currency text,
    coupon jsonb, "slotId" text, "ageRestricted" boolean, promotions jsonb, subtotal integer, discount integer,
    "deliveryFee" integer, fees jsonb, total integer, "holdSeconds" integer)
  join carts c on c.id = o."cartId"
  left join delivery_slots s on s.id = o."slotId";

  insert into order_lines (order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal,
    promotion_discount, coupon_discount, total, substitution, claim_id)
  select o."orderId", l.line, l.sku, l.name, l.unit, l.quantity, l.price, l."priceQuantity", l.subtotal,
    l."promotionDiscount", l."couponDiscount", l.total, l.substitution, l."claimId"
  from jsonb_to_recordset(orders) as o("orderId" text, lines jsonb)
  cross join lateral rows from (jsonb_to_recordset(o.lines) as (
    sku text, name jsonb, unit text, quantity integer, price integer, "priceQuantity" integer, subtotal integer,
    "promotionDiscount" integer, "couponDiscount" integer, total integer, substitution jsonb, "claimId" text
  )) with ordinality as l(sku, name, unit, quantity, price, "priceQuantity", subtotal, "promotionDiscount",
    "couponDiscount", total, substitution, "claimId", line);

  -- A process of the release before this one sends neither amount nor chargeStep.
  insert into payments (id, provider, provider_payment_id, order_id, amount, charge_step, reservation, authorisation,
    currency)
  select o ->> 'paymentId', o ->> 'provider', o ->> 'providerPaymentId', o ->> 'orderId', 
    coalesce((o ->> 'amount')::integer, (o ->> 'total')::integer), coalesce((o ->> 'chargeStep')::integer, 1),
    o ->> 'reservation', (o ->> 'authorisation')::integer, o ->> 'currency'
  from jsonb_array_elements(orders) o;

  -- A guest's cart that a customer orders becomes the customer's cart.
  update carts c set status = 'ordered', customer_id = o ->> 'customerId', updated_at = now()
  from jsonb_array_elements(orders) o where c.id = o ->> 'cartId';

  insert into order_history (order_id, status)
  select o ->> 'orderId', 'pending_payment' from jsonb_array_elements(orders) o;
  -- The orders of a batch come from different requests.
  insert into outbox (topic, order_id, lane, payload, request_id)
  select 'order_pending_payment', o ->> 'orderId', 'event', jsonb_build_object('orderId', o ->> 'orderId'),
    o ->> 'requestId'
  from jsonb_array_elements(orders) o;
end $$;
