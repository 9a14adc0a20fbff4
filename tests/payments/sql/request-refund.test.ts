import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf, refundOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
beforeEach(() => orderOf(shop, 'order'))

const refund = () => shop.run('request_refund', 'order', 'cancelled')
const succeeded = { status: 'succeeded', succeeded_at: fromNow(-1) }
const asked = () =>
  shop.rows(`select payment_id, order_id, amount, reason, status from refunds
    where order_id = 'order' and reason <> 'test'`)
const due = async () => (await asked()).map(({ amount }) => amount)

describe('request_refund', () => {
  test('asks for all that was captured, and tells the outbox', async () => {
    await paymentOf(shop, 'order', { captured: 1_000 })
    expect(await refund()).toBe(true)
    expect(await asked()).toEqual([
      { payment_id: 'pay-order', order_id: 'order', amount: 1_000, reason: 'cancelled', status: 'requested' },
    ])
    const told = "select o.topic, o.order_id, o.payload from outbox o where o.order_id = 'order'"
    expect(await shop.rows(told)).toEqual([
      {
        topic: 'refund_requested',
        order_id: 'order',
        payload: { refundId: expect.stringMatching(/^rfd_[0-9a-f]{32}$/) },
      },
    ])
    expect(await shop.rows(`select r.id from refunds r join outbox o on o.payload ->> 'refundId' = r.id`)).toHaveLength(
      1,
    )
  })

  test('what is asked back is looked after in two minutes; what is not due is left', async () => {
    const look = () =>
      shop.row("select extract(epoch from next_check_at - now())::integer as s from payments where order_id = 'order'")
    await paymentOf(shop, 'order', { captured: 1_000, next_check_at: null })
    await refund()
    expect(await look()).toEqual({ s: 120 })
    await shop.write("update payments set next_check_at = null where order_id = 'order'")
    await refund()
    expect(await look()).toEqual({ s: null })
  })

  test('not again for what was asked back already', async () => {
    await paymentOf(shop, 'order', { captured: 1_000 })
    await refundOf(shop, 'r', 'order', { amount: 300 })
    expect(await refund()).toBe(true)
    expect(await due()).toEqual([700])
  })

  test('also for what was not charged, where it was captured all the same', async () => {
    await paymentOf(shop, 'order', { captured: 1_000 })
    await refundOf(shop, 'r', 'order', { amount: 300, status: 'not_charged' })
    expect(await refund()).toBe(true)
    expect(await due()).toEqual([1_000])
  })

  test('not for what was refunded at the provider, by us or by hand', async () => {
    await paymentOf(shop, 'order', { captured: 1_000, refunded: 400 })
    await refundOf(shop, 'r', 'order', { amount: 300, ...succeeded })
    await refund()
    expect(await due()).toEqual([600])
  })

  test('not for refunds that succeeded before the payment says so', async () => {
    await paymentOf(shop, 'order', { captured: 1_000, refunded: 100 })
    await refundOf(shop, 'r', 'order', { amount: 300, ...succeeded })
    await refundOf(shop, 'r2', 'order', { amount: 50, ...succeeded })
    await refund()
    expect(await due()).toEqual([650])
  })

  test('not for one of the shop’s that failed, but for one that was made by hand and failed', async () => {
    await paymentOf(shop, 'order', { captured: 1_000 })
    const failed = { status: 'failed', failed_at: fromNow(-1), failure: 'unknown' }
    await refundOf(shop, 'r', 'order', { amount: 300, ...failed })
    await refundOf(shop, 'r2', 'order', { amount: 50, reason: 'at_the_provider', ...failed })
    expect(await refund()).toBe(true)
    expect(await shop.rows("select amount from refunds where order_id = 'order' and reason = 'cancelled'")).toEqual([
      { amount: 700 },
    ])
  })

  test('not for what may be kept', async () => {
    await paymentOf(shop, 'order', { captured: 1_000 })
    expect(await shop.run('request_refund', 'order', 'cancelled', 900)).toBe(true)
    expect(await due()).toEqual([100])
  })

  test('down to the last cent', async () => {
    await paymentOf(shop, 'order', { captured: 1_000, refunded: 999 })
    expect(await refund()).toBe(true)
    expect(await due()).toEqual([1])
  })

  test('nothing due: no refund, no message', async () => {
    await paymentOf(shop, 'order', { captured: 1_000, refunded: 700 })
    await refundOf(shop, 'r', 'order', { amount: 300 })
    expect(await refund()).toBe(false)
    expect(await asked()).toEqual([])
    expect(await shop.rows("select from outbox where order_id = 'order'")).toEqual([])
  })
})
