import { type Breakage, drop } from './breakage.ts'
import { refund } from './money-breakages.ts'

/** An event of the inbox that was applied. */
const applied = (order: string, type: string, amount: number | null, refund: string | null = null) =>
  `insert into payment_events (provider, event_id, type, provider_payment_id, amount, refund_id, payload,
    received_at, processed_at, outcome)
  values ('sandbox', 'new', '${type}', 'sandbox-${order}', ${amount}, ${refund === null ? 'null' : `'${refund}'`}, '{}',
    now(), now(), 'recorded');`

export const eventBreakages: Breakage[] = [
  {
    clause: 'the status of the dispute is not that of the disputes',
    statements: `update payment_disputes set won_at = now() where payment_id = 'pay-disputed'`,
    seen: ['I5'],
  },
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
    clause: 'a reported failure, cancellation or dispute is not recorded',
    statements: `update payments set failed_at = null where order_id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'a reported failure, cancellation or dispute is not recorded',
    statements: `update payments set disputed_at = null where order_id = 'disputed';
      update orders set disputed_at = null where id = 'disputed'`,
    seen: ['I5'],
  },
  {
    clause: 'a reported failure, cancellation or dispute is not recorded',
    statements: applied('waiting', 'payment_cancelled', null),
    seen: ['I5'],
  },
  {
    clause: 'authorised is not what the provider reported',
    statements: applied('waiting', 'payment_authorised', 4_620),
    seen: ['I5'],
  },
  {
    clause: 'a capture without captured_at',
    statements: `update payments set captured_at = null where order_id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'the order and its payment disagree about a dispute',
    statements: `update orders set disputed_at = null where id = 'disputed'`,
    seen: ['I5'],
  },
  {
    clause: 'a reported refund still has the status requested',
    statements: `${refund('paid', 100)} ${applied('paid', 'payment_refunded', 100, 'new')}
      update payments set refunded = 100 where order_id = 'paid'; update orders set refunded = 100 where id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'an order sold a SKU twice',
    statements: `insert into stock_movements (sku, delta, reason, order_id, actor) values
      ('MILK', -1, 'sold', 'paid', 'test'), ('MILK', 1, 'correction', null, 'test')`,
    seen: ['I5', 'I2'],
  },
  {
    clause: 'captured and not refunded, without a paid order',
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
    clause: 'fully refunded, but still a paid order',
    statements: `update payments set refunded = captured where order_id = 'paid';
      update orders set refunded = total where id = 'paid'`,
    seen: ['I5'],
  },
  {
    clause: 'status refunded, but not fully refunded',
    statements: `update payments set refunded = 1700 where order_id = 'refunded';
      update orders set refunded = 1700 where id = 'refunded'; delete from payment_events where amount = 1800;
      ${refund('refunded', 100)}`,
    seen: ['I5'],
  },
]
