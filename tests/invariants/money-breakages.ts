import { type Breakage, drop } from './breakage.ts'

/** An event of the inbox that was applied. */
const applied = (order: string, type: string, amount: number | null, refund: string | null = null) =>
  `insert into payment_events values ('sandbox', 'new', '${type}', 'sandbox-${order}', ${amount},
    ${refund === null ? 'null' : `'${refund}'`}, '{}', now(), now(), 'recorded');`

/** A refund of `amount`, asked for so long ago. */
const refund = (order: string, amount: number, minutesAgo = 0, status = 'requested') =>
  `insert into refunds values ('new', 'pay-${order}', '${order}', ${amount}, 'test', '${status}',
    now() - interval '${minutesAgo} minutes', ${status === 'succeeded' ? 'now()' : 'null'});`

export const eventBreakages: Breakage[] = [
  {
    clause: 'an event was stored twice',
    statements: `${drop('payment_events', 'payment_events_pkey')}
      insert into payment_events select * from payment_events where event_id = 'payment_succeeded-paid'`,
    seen: ['I5'],
  },
  {
    clause: 'an event was not applied in 60 seconds',
    statements: `insert into payment_events (provider, event_id, type, payload, received_at)
      values ('sandbox', 'new', 'payment_failed', '{}', now() - interval '61 seconds')`,
    seen: ['I5'],
  },
  {
    clause: 'captured is not what the provider reported',
    statements: applied('waiting', 'payment_succeeded', 4_620),
    seen: ['I5'],
  },
  {
    clause: 'refunded is not what the provider reported',
    statements: applied('paid', 'payment_refunded', 1),
    seen: ['I5'],
  },
  {
    clause: 'a reported failure or dispute left no trace',
    statements: `update payments set failed_at = null where order_id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'a reported failure or dispute left no trace',
    statements: `update payments set disputed_at = null where order_id = 'paid';
      update orders set disputed_at = null where id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'a capture without its time',
    statements: `update payments set captured_at = null where order_id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'the order and its payment disagree about a dispute',
    statements: `update orders set disputed_at = null where id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'a refund was reported, but still counts as asked for',
    statements: `${refund('paid', 100)} ${applied('paid', 'payment_refunded', 100, 'new')}
      update payments set refunded = 100 where order_id = 'paid'; update orders set refunded = 100 where id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'goods were sold twice by one order',
    statements: `insert into stock_movements (sku, delta, reason, order_id, actor) values
      ('MILK', -1, 'sold', 'paid', 'nobody'), ('MILK', 1, 'correction', null, 'nobody')`,
    seen: ['I5', 'I2'],
  },
  {
    clause: 'paid for, nothing refunded, and not a paid order',
    statements: `update payments set captured = amount, captured_at = now() where order_id = 'waiting'`,
    seen: ['I5', 'I6'],
  },
  {
    clause: 'a paid order without a payment',
    statements: `update payments set captured = 0, captured_at = null where order_id = 'paid';
      delete from payment_events where event_id = 'payment_succeeded-paid'`,
    seen: ['I5'],
  },
  {
    clause: 'all money went back, and still a paid order',
    statements: `update payments set refunded = captured where order_id = 'paid';
      update orders set refunded = total where id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'refunded, and not all money went back',
    statements: `update payments set refunded = 1700 where order_id = 'refunded';
      update orders set refunded = 1700 where id = 'refunded'; delete from payment_events where amount = 1800;
      ${refund('refunded', 100)}`,
    seen: ['I5'],
  },
]

export const moneyBreakages: Breakage[] = [
  {
    clause: 'money without a live order and without a refund',
    statements: `update refunds set amount = amount - 1 where order_id = 'taken-back'`,
    seen: ['I6'],
  },
  {
    clause: 'money without a live order and without a refund',
    statements: `delete from orders where id = 'paid'`,
    seen: ['I6', 'I2', 'I3', 'I4', 'I9'],
  },
  {
    clause: 'a refund was asked for more than 10 minutes ago',
    statements: refund('paid', 100, 11),
    seen: ['I6'],
  },
]

const both = (amount: number) =>
  `update orders set total = ${amount} where id = 'paid'; update payments set amount = ${amount} where order_id = 'paid';`

export const sumBreakages: Breakage[] = [
  {
    clause: 'the total is not subtotal − discount + delivery',
    statements: `${drop('orders', 'orders_add_up')} ${both(1_801)}`,
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
    clause: 'the discount is not what the lines took off',
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
    statements: `update order_lines set price_quantity = 0 where order_id = 'paid' and sku = 'MILK'`,
    seen: ['I7'],
  },
  {
    clause: 'the promotions are not what the lines took off',
    statements: `update orders set promotions = '[]' where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'the promotions are not what the lines took off',
    statements: `update orders set promotions = '{"amount": 200}' where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'the coupon is not what the lines took off',
    statements: `update orders set coupon_discount = 179 where id = 'cancelled'`,
    seen: ['I7'],
  },
  {
    clause: 'the coupon is not what the lines took off',
    statements: `update orders set coupon_discount = 1 where id = 'free'`,
    seen: ['I7'],
  },
  { clause: 'an order without a payment', statements: `delete from payments where order_id = 'waiting'`, seen: ['I7'] },
  {
    clause: 'the payment is of another amount or currency',
    statements: `update payments set amount = amount + 1 where order_id = 'waiting'`,
    seen: ['I7'],
  },
  {
    clause: 'the payment is of another amount or currency',
    statements: `update payments set currency = 'USD' where order_id = 'waiting'`,
    seen: ['I7'],
  },
  {
    clause: 'the order says another refund than its payment',
    statements: `update orders set refunded = 1 where id = 'paid'`,
    seen: ['I7'],
  },
  {
    clause: 'more was refunded than captured',
    statements: `update payments set refunded = 1, updated_at = now() - interval '11 minutes' where order_id = 'waiting'`,
    seen: ['I7'],
  },
  { clause: 'more was asked back than captured', statements: refund('paid', 1_801), seen: ['I7'] },
  {
    clause: 'refunds were done that the payment does not know',
    statements: refund('paid', 100, 0, 'succeeded'),
    seen: ['I7'],
  },
]
