import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

async function report(payment: Record<string, Value>) {
  await insertOrder(shop, 'order', { status: 'picking' })
  await insertPayment(shop, 'order', { authorised: 1_000, authorisation: 1_000, due: 900, ...payment })
  await shop.run('report_missing_payment', 'order')
}
const notifications = () =>
  shop.rows("select payload from outbox where topic = 'payment_incomplete' and order_id = 'order'")

describe('report_missing_payment', () => {
  test('notifies staff of the amount and the reason, once', async () => {
    await report({ capture_failed_at: fromNow(0), capture_failure: 'amount_too_small' })
    await shop.run('report_missing_payment', 'order')
    expect(await notifications()).toEqual([{ payload: { orderId: 'order', missing: 900, reason: 'amount_too_small' } }])
  })

  test('notifies again when another amount is missing', async () => {
    await report({ captured: 500 })
    await shop.write("update payments set captured = 600 where order_id = 'order'")
    await shop.run('report_missing_payment', 'order')
    expect((await notifications()).map(({ payload }) => Object(payload).missing)).toEqual([400, 300])
  })

  test.each([
    ['nothing is missing', { captured: 900 }],
    ['a lost authorisation has its own notification', { cancelled_at: fromNow(0) }],
  ])('%s', async (_case, payment) => {
    await report(payment)
    expect(await notifications()).toEqual([])
  })
})
