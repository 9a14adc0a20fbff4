import { beforeEach, describe, expect, test } from 'vitest'
import { applyEvent } from '../../support/sql/payment-events.ts'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertOrder(shop, 'order')
  await insertPayment(shop, 'order')
})

const event = (type: string, columns?: Record<string, Value>) => applyEvent(shop, type, columns)

describe('apply_payment_event completes the refund of the event', () => {
  const refunds = () => shop.rows('select id, status, succeeded_at = now() as now from refunds order by id')
  const waiting = { id: 'other-waiting', status: 'requested', now: null }
  const lapsed = { ...waiting, id: 'other-lapsed' }

  test('and no other refund of the payment', async () => {
    await insertRefund(shop, 'r1', 'order')
    await insertRefund(shop, 'r2', 'order')
    await event('payment_refunded', { amount: 100, refund_id: 'r1' })
    const left = { id: 'r2', status: 'requested', now: null }
    expect(await refunds()).toEqual([lapsed, waiting, { id: 'r1', status: 'succeeded', now: true }, left])
  })

  test('two concurrent refunds: both count, even if each event reports the total without the other', async () => {
    await shop.write("update payments set captured = 1000 where order_id = 'order'")
    await shop.write("update orders set status = 'delivered' where id = 'order'")
    await insertOrder(shop, 'neighbour')
    await insertPayment(shop, 'neighbour')
    await insertRefund(shop, 'r0', 'neighbour', { status: 'succeeded', succeeded_at: fromNow(-9) })
    for (const id of ['r1', 'r2', 'r3']) await insertRefund(shop, id, 'order')
    await event('payment_refunded', { amount: 100, refund_id: 'r1' })
    await event('payment_refunded', { amount: 100, refund_id: 'r2' })
    expect(await shop.row("select refunded from payments where order_id = 'order'")).toEqual({ refunded: 200 })
    expect(await shop.row("select refunded from orders where id = 'order'")).toEqual({ refunded: 200 })
  })

  test('the time of a completed refund does not change', async () => {
    await insertRefund(shop, 'r1', 'order', { status: 'succeeded', succeeded_at: fromNow(-9) })
    await event('payment_refunded', { amount: 100, refund_id: 'r1' })
    expect(await refunds()).toContainEqual({ id: 'r1', status: 'succeeded', now: false })
  })

  test('and never a refund of another payment', async () => {
    await event('payment_refunded', { amount: 100, refund_id: 'other-waiting' })
    expect(await refunds()).toEqual([lapsed, waiting])
  })
})
