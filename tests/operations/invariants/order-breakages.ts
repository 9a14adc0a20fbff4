import { type Breakage, drop } from './breakage.ts'

/** A copy of the order `free`, which took stock and has the total 0. */
const copyOrder = (changes: string) =>
  `insert into orders select (o).* from (
    select jsonb_populate_record(x, '${changes}') as o from orders x where id = 'free') t;
  insert into order_lines select (l).* from (
    select jsonb_populate_record(x, '{"order_id": "copy"}') as l from order_lines x where order_id = 'free') t;
  insert into stock_movements (sku, delta, reason, order_id, actor)
    select sku, delta, reason, 'copy', actor from stock_movements where order_id = 'free';
  insert into stock_movements (sku, delta, reason, actor)
    select sku, -delta, 'correction', actor from stock_movements where order_id = 'copy';
  insert into payments select (p).* from (select jsonb_populate_record(x,
    '{"id": "copy", "order_id": "copy", "provider_payment_id": "copy"}') as p
    from payments x where order_id = 'free') t;`

export const orderBreakages: Breakage[] = [
  {
    clause: 'a cart has more than one order',
    statements: `${drop('orders', 'orders_cart_key')} ${copyOrder('{"id": "copy", "number": 7}')}`,
    seen: ['I3'],
  },
  {
    clause: 'a cart has an order, but is not ordered',
    statements: copyOrder('{"id": "copy", "number": 7, "cart_id": "none"}'),
    seen: ['I3'],
  },
  {
    clause: 'a cart has an order, but is not ordered',
    statements: `update carts set status = 'open' where id = 'cart-paid'`,
    seen: ['I3'],
  },
  {
    clause: 'a key was used more than once',
    statements: `${drop('idempotency_keys', 'idempotency_keys_pkey')}
      insert into idempotency_keys values ('guest', 'key-paid', 'other', 'free')`,
    seen: ['I3'],
  },
  {
    clause: 'a key has no order',
    statements: `insert into idempotency_keys values ('guest', 'new', 'print', 'never')`,
    seen: ['I3'],
  },
  {
    clause: 'a cart is ordered, but has no order',
    statements: `insert into carts (id, currency, status) values ('lost', 'HKD', 'ordered')`,
    seen: ['I3'],
  },
  {
    clause: 'an order has more than one payment',
    statements: `${drop('payments', 'payments_order_key')}
      insert into payments (id, provider, order_id, amount, currency) values ('twice', 'sandbox', 'waiting', 4620, 'HKD')`,
    seen: ['I3'],
  },
]

export const couponBreakages: Breakage[] = [
  {
    clause: 'the counter is not the number of redemptions',
    statements: `update coupons set redeemed = redeemed - 1 where id = 'percent'`,
    seen: ['I4'],
  },
  {
    clause: 'redeemed more often than its limit',
    statements: `${drop('coupons', 'coupons_redeemed_within_limit')} update coupons set usage_limit = 1 where id = 'percent'`,
    seen: ['I4'],
  },
  {
    clause: 'redeemed more often than its limit for one customer',
    statements: `update coupons set per_customer_limit = 1 where id = 'percent'`,
    seen: ['I4'],
  },
  {
    clause: 'a live order uses it without a redemption',
    statements: `delete from coupon_redemptions where order_id = 'late';
      update coupons set redeemed = redeemed - 1 where id = 'percent'`,
    seen: ['I4'],
  },
  {
    clause: 'a redemption without a live order that uses it',
    statements: `insert into coupon_redemptions (order_id, coupon_id, customer, identity, discount)
        values ('cancelled', 'percent', 'shopper@example.com', 'shopper@example.com', 180);
      update coupons set redeemed = redeemed + 1 where id = 'percent'`,
    seen: ['I4'],
  },
  {
    clause: 'the redemption counts for another customer',
    statements: `update coupon_redemptions set customer = 'Shopper@Example.com' where order_id = 'late'`,
    seen: ['I4'],
  },
  {
    clause: 'redeemed more often than its limit for one identity',
    statements: `update coupons set per_customer_limit = 1 where id = 'percent';
      update orders set customer_id = 'cus_1' where id = 'late';
      update coupon_redemptions set customer = 'cus_1' where order_id = 'late'`,
    seen: ['I4'],
  },
  {
    clause: 'the redemption counts for another identity',
    statements: `update orders set customer_id = 'cus_1' where id = 'late';
      update coupon_redemptions set customer = 'cus_1', identity = 'somebody@example.com' where order_id = 'late'`,
    seen: ['I4'],
  },
  {
    clause: 'the use of a paid order is not certain',
    statements: `update coupon_redemptions set paid_at = null where order_id = 'late'`,
    seen: ['I4'],
  },
  {
    clause: 'the redemption has another discount than the order',
    statements: `update coupon_redemptions set discount = 179 where order_id = 'late'`,
    seen: ['I4'],
  },
]
