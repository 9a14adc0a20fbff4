import { describe, expect, test } from 'vitest'
import { routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const reserved = { authorisation: 1_200, authorised: 1_200 }

async function finalised(final: number, payment: Record<string, Value>) {
  await orderOf(shop, 'order')
  await paymentOf(shop, 'order', { next_check_at: null, ...payment })
  await shop.run('finalise_payment', 'order', final)
  return shop.row(
    `select due, next_check_at > now() and updated_at = now() as "toCheck", array(select topic from outbox where order_id = 'order') as asked,
       (select sum(amount)::integer from refunds where order_id = 'order') as back
     from payments where order_id = 'order'`,
  )
}
const asks = (due: number, topic: string, back: number | null = null) => ({ due, toCheck: true, asked: [topic], back })

describe('finalise_payment', () => {
  test.each([
    ['what was weighed is captured', 950, reserved, asks(950, 'capture_requested')],
    ['never more than was reserved', 1_300, reserved, asks(1_200, 'capture_requested')],
    ['nothing weighed: the reservation is let go', 0, reserved, asks(0, 'payment_cancel_requested')],
    ['what was taken at once and is too much goes back', 950, { captured: 1_000 }, asks(950, 'refund_requested', 50)],
    ['what was taken is enough', 1_000, { captured: 1_000 }, { due: 1_000, toCheck: true, asked: [], back: null }],
    ['of a single cent taken, nothing is left', 0, { captured: 1 }, asks(0, 'refund_requested', 1)],
    ['a single cent taken is enough', 1, { captured: 1 }, { due: 1, toCheck: true, asked: [], back: null }],
    ['of a single cent reserved, it is captured', 1, { authorised: 1 }, asks(1, 'capture_requested')],
    ['of nothing, nothing is asked', 0, {}, { due: 0, toCheck: true, asked: [], back: null }],
    ['never more than was taken', 1_100, { captured: 1_000 }, { due: 1_000, toCheck: true, asked: [], back: null }],
  ])('%s', async (_what, final, payment, expected) => {
    expect(await finalised(final, payment)).toEqual(expected)
  })

  test('the provider is asked to capture of this order', async () => {
    await finalised(950, reserved)
    expect(await shop.row("select payload from outbox where order_id = 'order'")).toEqual({
      payload: { orderId: 'order' },
    })
  })

  test('the first call counts', async () => {
    await finalised(950, reserved)
    for (const later of [700, 0]) await shop.run('finalise_payment', 'order', later)
    expect(await shop.rows("select due from payments where order_id = 'order'")).toEqual([{ due: 950 }])
    expect(await shop.rows("select topic from outbox where order_id = 'order'")).toHaveLength(1)
  })
})
