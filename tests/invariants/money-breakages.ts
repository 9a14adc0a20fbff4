import type { Breakage } from './breakage.ts'

/** A refund of `amount`, asked for so long ago. */
export const refund = (order: string, amount: number, minutesAgo = 0, status = 'requested') =>
  `insert into refunds values ('new', 'pay-${order}', '${order}', ${amount}, 'test', '${status}',
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
    clause: 'a refund was asked for more than 10 minutes ago',
    statements: refund('paid', 100, 11),
    seen: ['I6'],
  },
]
