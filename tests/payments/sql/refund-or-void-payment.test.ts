import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

async function refundOrVoid(payment: Record<string, Value>) {
  await insertOrder(shop, 'order')
  await insertPayment(shop, 'order', { next_check_at: null, ...payment })
  const answer = await shop.run('refund_or_void_payment', 'order', 'cancelled')
  const row = await shop.row(
    `select array(select topic from outbox where order_id = 'order') as topics, next_check_at > now() as "toCheck"
     from payments where order_id = 'order'`,
  )
  return { answer, ...row }
}

describe('refund_or_void_payment', () => {
  test.each([
    [
      'requests a refund of what was captured',
      { captured: 500, authorised: 900 },
      { answer: true, topics: ['refund_requested'], toCheck: true },
    ],
    [
      'requests the cancellation of an authorisation',
      { authorised: 900 },
      { answer: true, topics: ['payment_cancel_requested'], toCheck: true },
    ],
    [
      'requests it once',
      { authorised: 900, cancel_requested_at: fromNow(-1) },
      { answer: false, topics: [], toCheck: null },
    ],
    [
      'does not cancel a cancelled payment',
      { authorised: 900, cancelled_at: fromNow(-1) },
      { answer: false, topics: [], toCheck: null },
    ],
    [
      'cancels an authorisation of 1',
      { authorised: 1 },
      { answer: true, topics: ['payment_cancel_requested'], toCheck: true },
    ],
    ['requests nothing without money', {}, { answer: false, topics: [], toCheck: null }],
  ])('%s', async (_case, payment, expected) => {
    expect(await refundOrVoid(payment)).toEqual(expected)
  })
  test('cancels only this order’s payment, and only once', async () => {
    await insertOrder(shop, 'neighbour')
    await insertPayment(shop, 'neighbour', { authorised: 900 })
    await refundOrVoid({ authorised: 900 })
    expect(await shop.run('refund_or_void_payment', 'order', 'cancelled')).toBe(false)
    expect(await shop.rows("select order_id, payload from outbox where topic = 'payment_cancel_requested'")).toEqual([
      { order_id: 'order', payload: { orderId: 'order' } },
    ])
    expect(await shop.rows('select order_id from payments where cancel_requested_at = now()')).toEqual([
      { order_id: 'order' },
    ])
  })
})
