import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

async function returned(payment: Record<string, Value>) {
  await orderOf(shop, 'order')
  await paymentOf(shop, 'order', { next_check_at: null, ...payment })
  const answer = await shop.run('return_payment', 'order', 'cancelled')
  const row = await shop.row(
    `select array(select topic from outbox where order_id = 'order') as asked, next_check_at > now() as "toCheck"
     from payments where order_id = 'order'`,
  )
  return { answer, ...row }
}

describe('return_payment', () => {
  test.each([
    [
      'what was captured is asked back',
      { captured: 500, authorised: 900 },
      { answer: true, asked: ['refund_requested'], toCheck: true },
    ],
    [
      'what is reserved is let go',
      { authorised: 900 },
      { answer: true, asked: ['payment_cancel_requested'], toCheck: true },
    ],
    ['once', { authorised: 900, cancel_requested_at: fromNow(-1) }, { answer: false, asked: [], toCheck: null }],
    [
      'not what has been let go',
      { authorised: 900, cancelled_at: fromNow(-1) },
      { answer: false, asked: [], toCheck: null },
    ],
    [
      'a single cent that is reserved',
      { authorised: 1 },
      { answer: true, asked: ['payment_cancel_requested'], toCheck: true },
    ],
    ['nothing of nothing', {}, { answer: false, asked: [], toCheck: null }],
  ])('%s', async (_what, payment, expected) => {
    expect(await returned(payment)).toEqual(expected)
  })
  test('lets go of this order’s payment alone, and only once', async () => {
    await orderOf(shop, 'neighbour')
    await paymentOf(shop, 'neighbour', { authorised: 900 })
    await returned({ authorised: 900 })
    expect(await shop.run('return_payment', 'order', 'cancelled')).toBe(false)
    expect(await shop.rows("select order_id, payload from outbox where topic = 'payment_cancel_requested'")).toEqual([
      { order_id: 'order', payload: { orderId: 'order' } },
    ])
    expect(await shop.rows('select order_id from payments where cancel_requested_at = now()')).toEqual([
      { order_id: 'order' },
    ])
  })
})
