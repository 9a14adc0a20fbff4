import { type Breakage, drop } from './breakage.ts'
import { refund } from './money-breakages.ts'

const both = (amount: number) =>
  `update orders set total = ${amount} where id = 'paid'; update payments set amount = ${amount} where order_id = 'paid';`

export const sumBreakages: Breakage[] = [
  {
    clause: 'the total is not subtotal − discount + fees',
    statements: `${drop('orders', 'orders_add_up')} ${both(1_801)}`,
    seen: ['I7'],
  },
  {
    clause: 'the other fees are not the sum of their parts',
    statements: `update orders set fees = '[{"code": "tip", "amount": 5}]' where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'an unknown fee, or one that is listed twice',
    statements: `update orders set fees = '[{"code": "tip", "amount": 5}, {"code": "tip", "amount": -5}]' where id = 'paid'`,
    seen: ['I7'],
  },
  { clause: 'an order without lines', statements: `delete from order_lines where order_id = 'expired'`, seen: ['I7'] },
  {
    clause: 'the subtotal is not the sum of the lines',
    statements: `update orders set subtotal = 1999, total = 1799 where id = 'paid';
      update payments set amount = 1799, captured = 1799 where order_id = 'paid';
      update payment_events set amount = 1799 where event_id = 'payment_succeeded-paid'`,
    seen: ['I7'],
  },
  {
    clause: 'the discount is not the sum of the line discounts',
    statements: `update orders set discount = 199, total = 1801 where id = 'paid';
      update payments set amount = 1801, captured = 1801 where order_id = 'paid';
      update payment_events set amount = 1801 where event_id = 'payment_succeeded-paid'`,
    seen: ['I7'],
  },
  {
    clause: 'a line does not add up',
    statements: `${drop('order_lines', 'order_lines_add_up')}
      update order_lines set total = total + 1 where order_id = 'paid' and sku = 'MILK'`,
    seen: ['I7'],
  },
  {
    clause: 'a line is not price × quantity',
    statements: `update order_lines set price = 501 where order_id = 'paid' and sku = 'MILK'`,
    seen: ['I7'],
  },
  {
    clause: 'a line is not price × quantity',
    statements: `${drop('order_lines', 'order_lines_quantity_positive')}
      update order_lines set price_quantity = 0 where order_id = 'paid' and sku = 'MILK'`,
    seen: ['I7'],
  },
  {
    clause: 'the promotions are not the sum of the line discounts',
    statements: `update orders set promotions = '[]' where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'the promotions are not the sum of the line discounts',
    statements: `${drop('orders', 'orders_promotions_are_a_list')}
      update orders set promotions = '{"amount": 200}' where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'the coupon is not the sum of the line discounts',
    statements: `update orders set coupon_discount = 179 where id = 'cancelled'`,
    seen: ['I7'],
  },
  {
    clause: 'the coupon is not the sum of the line discounts',
    statements: `update orders set coupon_discount = 1 where id = 'free'`,
    seen: ['I7'],
  },
  {
    clause: 'more units of a line are charged than were picked',
    statements: `${drop('order_lines', 'order_lines_quantity_positive')}
      update order_lines set quantity = 251, subtotal = 502, coupon_discount = 52 where order_id = 'packed' and sku = 'RICE';
      update order_lines set picked_quantity = 250 where order_id = 'packed' and sku = 'RICE';
      update orders set subtotal = 2102, discount = 482, coupon_discount = 139 where id = 'packed';
      update coupon_redemptions set discount = 139 where order_id = 'packed'`,
    seen: ['I7', 'I2'],
  },
  {
    clause: 'a packed order costs more than when it was placed',
    statements: `update orders set as_placed = as_placed || '{"total": 1619}' where id = 'packed'`,
    seen: ['I7'],
  },
  { clause: 'an order without a payment', statements: `delete from payments where order_id = 'waiting'`, seen: ['I7'] },
  {
    clause: 'the payment has another amount or currency',
    statements: `update payments set amount = amount + 1 where order_id = 'waiting'`,
    seen: ['I7'],
  },
  {
    clause: 'the payment has another amount or currency',
    statements: `update payments set currency = 'USD' where order_id = 'waiting'`,
    seen: ['I7'],
  },
  {
    clause: 'the refunded amounts of order and payment differ',
    statements: `update orders set refunded = 1 where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'more was refunded than captured',
    statements: `update payments set refunded = 1, updated_at = now() - interval '11 minutes' where order_id = 'waiting'`,
    seen: ['I7'],
  },
  { clause: 'more refunds were requested than captured', statements: refund('paid', 1_801), seen: ['I7'] },
  {
    clause: 'refunds succeeded that the payment does not include',
    statements: refund('paid', 100, 0, 'succeeded'),
    seen: ['I7', 'I5'],
  },
  {
    clause: 'less is captured than the order costs',
    statements: `update payments set captured = due - 1 where order_id = 'packed';
      update payment_events set amount = (select captured from payments where order_id = 'packed')
        where event_id = 'payment_succeeded-packed'`,
    seen: ['I7'],
  },
  {
    clause: 'the cost of a packed order was not captured in 10 minutes',
    statements: `delete from refunds where order_id = 'packed';
      update payments set captured = 0, captured_at = null, refunded = 0, refund_returned = 0, authorised = 1620, authorisation = 1620
        where order_id = 'packed';
      delete from payment_events where event_id = 'payment_succeeded-packed';
      update orders set refunded = 0, packed_at = now() - interval '11 minutes' where id = 'packed'`,
    seen: ['I7'],
  },
  {
    clause: 'more is kept than the order costs',
    statements: `delete from refunds where order_id = 'packed'; update payments set due = due - 100 where order_id = 'packed'`,
    seen: ['I7'],
  },
]
