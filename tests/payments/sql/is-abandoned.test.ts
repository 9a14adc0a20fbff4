import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const isAbandoned = async () =>
  (await shop.row("select is_abandoned(p) as abandoned from payments p where order_id = 'order'"))?.abandoned

describe('is_abandoned', () => {
  test.each([
    [false, {}],
    [true, { cancelled_at: fromNow(-1) }],
    [true, { cancel_requested_at: fromNow(-1) }],
  ])('%s for %o', async (expected, payment) => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', payment)
    expect(await isAbandoned()).toBe(expected)
  })

  test('true after a requested refund, but not after a manual one at the provider or one with the status not_charged', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    await insertRefund(shop, 'r1', 'order', { reason: 'at_the_provider' })
    expect(await isAbandoned()).toBe(false)
    await insertRefund(shop, 'r0', 'order', { status: 'not_charged' })
    expect(await isAbandoned()).toBe(false)
    await insertRefund(shop, 'r2', 'order')
    expect(await isAbandoned()).toBe(true)
  })
})
