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
    clause: 'a refund was requested more than 10 minutes ago',
    statements: refund('paid', 100, 11),
    seen: ['I6'],
  },
]
