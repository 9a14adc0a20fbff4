import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf, refundOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const givenUp = async () =>
  (await shop.row("select was_given_up(p) as given from payments p where order_id = 'order'"))?.given

describe('was_given_up', () => {
  test.each([
    [false, {}],
    [true, { cancelled_at: fromNow(-1) }],
    [true, { cancel_requested_at: fromNow(-1) }],
  ])('%s for %o', async (expected, payment) => {
    await orderOf(shop, 'order')
    await paymentOf(shop, 'order', payment)
    expect(await givenUp()).toBe(expected)
  })

  test('once money was asked back, but not for a refund that was made at the provider by hand, nor for what was not charged', async () => {
    await orderOf(shop, 'order')
    await paymentOf(shop, 'order')
    await refundOf(shop, 'r1', 'order', { reason: 'at_the_provider' })
    expect(await givenUp()).toBe(false)
    await refundOf(shop, 'r0', 'order', { status: 'not_charged' })
    expect(await givenUp()).toBe(false)
    await refundOf(shop, 'r2', 'order')
    expect(await givenUp()).toBe(true)
  })
})
