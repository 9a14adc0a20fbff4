import type { Breakage } from './breakage.ts'

/** A refund that was requested `minutesAgo`. */
export const refund = (order: string, amount: number, minutesAgo = 0, status = 'requested') =>
  `insert into refunds (id, payment_id, order_id, amount, reason, status, created_at, succeeded_at)
  values ('new', 'pay-${order}', '${order}', ${amount}, 'test', '${status}',
    now() - interval '${minutesAgo} minutes', ${status === 'succeeded' ? 'now()' : 'null'});`

export const moneyBreakages: Breakage[] = [
  {
    clause: 'money without a live order and without a refund',
    statements: `update refunds set amount = amount - 1 where order_id = 'taken-back'`,
    seen: ['I6'],
  },
  {
    clause: 'money without a live order and without a refund',
    statements: `delete from orders where id = 'paid'`,
    seen: ['I6', 'I3', 'I4'],
  },
  {
    clause: 'money without a live order and without a refund',
    statements: `update refunds set reason = 'at_the_provider', status = 'failed', failed_at = now()
        where order_id = 'taken-back' and succeeded_at is null;
      update orders set refund_failed_at = now() where id = 'taken-back'`,
    seen: ['I6'],
  },
  {
    clause: 'money without a live order and without a refund',
    statements: `update refunds set status = 'not_charged' where order_id = 'taken-back'`,
    seen: ['I6', 'I5'],
  },
  {
    clause: 'money is authorised without a live order and without a cancellation',
    statements: `update payments set captured = 0, captured_at = null, authorised = amount, authorisation = amount
        where order_id = 'taken-back';
      delete from payment_events where provider_payment_id = 'sandbox-taken-back';
      delete from refunds where order_id = 'taken-back';
      update orders set refunded = 0 where id = 'taken-back'; update payments set refunded = 0 where order_id = 'taken-back'`,
    seen: ['I6'],
  },
  {
    clause: 'a refund was requested during a dispute',
    statements: `${refund('disputed', 100, 0, 'succeeded')}
      update refunds set sent_at = now() where id = 'new'; update orders set refunded = 100 where id = 'disputed';
      update payments set refunded = 100 where order_id = 'disputed'`,
    seen: ['I6'],
  },
  {
    clause: 'a refund was requested during a dispute',
    statements: `update payment_disputes set opened_at = now() - interval '2 minutes', lost_at = now() - interval '1 minute'
        where payment_id = 'pay-disputed';
      update orders set dispute_status = 'lost' where id = 'disputed';
      ${refund('disputed', 100)} update refunds set sent_at = now() where id = 'new'`,
    seen: ['I6'],
  },
  {
    clause: 'a refund waits for the provider although the payment is disputed',
    statements: refund('disputed', 100, 5),
    seen: ['I6'],
  },
  {
    clause: 'a disputed order went into picking without a decision',
    statements: `update orders set status = 'picking' where id = 'disputed';
      insert into order_history (order_id, status) values ('disputed', 'picking')`,
    seen: ['I6'],
  },
  {
    clause: 'a disputed order went into picking without a decision',
    statements: `update orders set status = 'picking', dispute_decision = '{"at": "2020-01-01T00:00:00Z"}' where id = 'disputed';
      insert into order_history (order_id, status) values ('disputed', 'picking')`,
    seen: ['I6'],
  },
  {
    clause: 'a refund was requested more than 10 minutes ago',
    statements: refund('paid', 100, 11),
    seen: ['I6'],
  },
]
