import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertOrder(shop, 'order'))

const refund = () => shop.run('request_refund', 'order', 'cancelled')
const succeeded = { status: 'succeeded', succeeded_at: fromNow(-1) }
const requested = () =>
  shop.rows(`select payment_id, order_id, amount, reason, status from refunds
    where order_id = 'order' and reason <> 'test'`)
const amounts = async () => (await requested()).map(({ amount }) => amount)

describe('request_refund', () => {
  test('requests the captured amount through the outbox', async () => {
    await insertPayment(shop, 'order', { captured: 1_000 })
    expect(await refund()).toBe(true)
    expect(await requested()).toEqual([
      { payment_id: 'pay-order', order_id: 'order', amount: 1_000, reason: 'cancelled', status: 'requested' },
    ])
    const messages = "select o.topic, o.order_id, o.payload from outbox o where o.order_id = 'order'"
    expect(await shop.rows(messages)).toEqual([
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

  test('schedules the next check in two minutes, only with a new refund', async () => {
    const nextCheck = () =>
      shop.row("select extract(epoch from next_check_at - now())::integer as s from payments where order_id = 'order'")
    await insertPayment(shop, 'order', { captured: 1_000, next_check_at: null })
    await refund()
    expect(await nextCheck()).toEqual({ s: 120 })
    await shop.write("update payments set next_check_at = null where order_id = 'order'")
    await refund()
    expect(await nextCheck()).toEqual({ s: null })
  })

  test('pending refunds reduce the amount', async () => {
    await insertPayment(shop, 'order', { captured: 1_000 })
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    expect(await refund()).toBe(true)
    expect(await amounts()).toEqual([700])
  })

  test('refunds with the status not_charged do not reduce the amount', async () => {
    await insertPayment(shop, 'order', { captured: 1_000 })
    await insertRefund(shop, 'r', 'order', { amount: 300, status: 'not_charged' })
    expect(await refund()).toBe(true)
    expect(await amounts()).toEqual([1_000])
  })

  test('the refunded total reduces the amount, including manual refunds', async () => {
    await insertPayment(shop, 'order', { captured: 1_000, refunded: 400 })
    await insertRefund(shop, 'r', 'order', { amount: 300, ...succeeded })
    await refund()
    expect(await amounts()).toEqual([600])
  })

  test('succeeded refunds reduce the amount before they are in the payment’s total', async () => {
    await insertPayment(shop, 'order', { captured: 1_000, refunded: 100 })
    await insertRefund(shop, 'r', 'order', { amount: 300, ...succeeded })
    await insertRefund(shop, 'r2', 'order', { amount: 50, ...succeeded })
    await refund()
    expect(await amounts()).toEqual([650])
  })

  test('failed refunds of the shop reduce the amount; failed manual refunds do not', async () => {
    await insertPayment(shop, 'order', { captured: 1_000 })
    const failed = { status: 'failed', failed_at: fromNow(-1), failure: 'unknown' }
    await insertRefund(shop, 'r', 'order', { amount: 300, ...failed })
    await insertRefund(shop, 'r2', 'order', { amount: 50, reason: 'at_the_provider', ...failed })
    expect(await refund()).toBe(true)
    expect(await shop.rows("select amount from refunds where order_id = 'order' and reason = 'cancelled'")).toEqual([
      { amount: 700 },
    ])
  })

  test('the retained amount is not refunded', async () => {
    await insertPayment(shop, 'order', { captured: 1_000 })
    expect(await shop.run('request_refund', 'order', 'cancelled', 900)).toBe(true)
    expect(await amounts()).toEqual([100])
  })

  test('refunds an amount of 1', async () => {
    await insertPayment(shop, 'order', { captured: 1_000, refunded: 999 })
    expect(await refund()).toBe(true)
    expect(await amounts()).toEqual([1])
  })

  test('nothing to refund: no refund and no message', async () => {
    await insertPayment(shop, 'order', { captured: 1_000, refunded: 700 })
    await insertRefund(shop, 'r', 'order', { amount: 300 })
    expect(await refund()).toBe(false)
    expect(await requested()).toEqual([])
    expect(await shop.rows("select from outbox where order_id = 'order'")).toEqual([])
  })
})
