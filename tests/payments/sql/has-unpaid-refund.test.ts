import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
type Columns = Record<string, Value>
const failed = { amount: 300, status: 'failed', failed_at: fromNow(-60), created_at: fromNow(-120) }
const later = (amount: number, more: Columns = {}) => {
  return { amount, status: 'succeeded', succeeded_at: fromNow(-10), created_at: fromNow(-30), ...more }
}

describe('has_unpaid_refund', () => {
  test.each<[boolean, string, Columns[], Columns]>([
    [false, 'without a refund', [], {}],
    [false, 'with a successful refund', [later(300)], { refunded: 300 }],
    [true, 'with a failed refund', [failed], {}],
    [false, 'paid back by a later refund', [failed, later(300)], { refunded: 300 }],
    [true, 'paid back in part', [failed, later(299)], { refunded: 299 }],
    [
      true,
      'with another refund that was requested before the failure',
      [failed, later(300, { created_at: fromNow(-90) })],
      {},
    ],
    [true, 'with a later refund that is only requested', [failed, { amount: 300, created_at: fromNow(-30) }], {}],
    [false, 'when the whole payment is refunded', [failed], { refunded: 1_000 }],
    [
      true,
      'when it failed after it had succeeded',
      [{ ...failed, amount: 1_000, succeeded_at: fromNow(-90) }],
      { refunded: 1_000, refund_returned: 1_000 },
    ],
  ])('%s %s', async (expected, _case, refunds, payment) => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 1_000, ...payment })
    for (const [index, refund] of refunds.entries()) await insertRefund(shop, `r${index}`, 'order', refund)
    const row = await shop.row("select has_unpaid_refund(p) as unpaid from payments p where order_id = 'order'")
    expect(row).toEqual({ unpaid: expected })
  })
})
