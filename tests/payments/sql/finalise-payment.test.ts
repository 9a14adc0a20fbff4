import { describe, expect, test } from 'vitest'
import { routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const authorised = { authorisation: 1_200, authorised: 1_200 }

async function finalised(final: number, payment: Record<string, Value>) {
  await insertOrder(shop, 'order')
  await insertPayment(shop, 'order', { next_check_at: null, ...payment })
  await shop.run('finalise_payment', 'order', final)
  return shop.row(
    `select due, next_check_at > now() and updated_at = now() as "toCheck", array(select topic from outbox where order_id = 'order') as topics,
       (select sum(amount)::integer from refunds where order_id = 'order') as refund
     from payments where order_id = 'order'`,
  )
}
const requests = (due: number, topic: string, refund: number | null = null) => {
  return { due, toCheck: true, topics: [topic], refund }
}
const settled = (due: number) => ({ due, toCheck: true, topics: [], refund: null })

describe('finalise_payment', () => {
  test.each([
    ['authorised: captures the final amount', 950, authorised, requests(950, 'capture_requested')],
    ['authorised: captures at most the authorisation', 1_300, authorised, requests(1_200, 'capture_requested')],
    ['authorised: releases it when nothing is due', 0, authorised, requests(0, 'payment_cancel_requested')],
    ['captured: refunds the surplus', 950, { captured: 1_000 }, requests(950, 'refund_requested', 50)],
    ['captured in full: no request', 1_000, { captured: 1_000 }, settled(1_000)],
    ['captured 1 and nothing due: refunds it', 0, { captured: 1 }, requests(0, 'refund_requested', 1)],
    ['captured 1 and 1 due: no request', 1, { captured: 1 }, settled(1)],
    ['authorised 1 and 1 due: captures it', 1, { authorised: 1 }, requests(1, 'capture_requested')],
    ['nothing due and nothing authorised: no request', 0, {}, settled(0)],
    ['captured: due is at most the captured amount', 1_100, { captured: 1_000 }, settled(1_000)],
  ])('%s', async (_case, final, payment, expected) => {
    expect(await finalised(final, payment)).toEqual(expected)
  })

  test('the capture request has the order id', async () => {
    await finalised(950, authorised)
    expect(await shop.row("select payload from outbox where order_id = 'order'")).toEqual({
      payload: { orderId: 'order' },
    })
  })

  test('only the first call has an effect', async () => {
    await finalised(950, authorised)
    for (const later of [700, 0]) await shop.run('finalise_payment', 'order', later)
    expect(await shop.rows("select due from payments where order_id = 'order'")).toEqual([{ due: 950 }])
    expect(await shop.rows("select topic from outbox where order_id = 'order'")).toHaveLength(1)
  })
})
