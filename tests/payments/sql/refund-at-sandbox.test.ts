import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const paymentId = 'sandbox-order'

async function atSandbox(...events: { type: string; amount?: number }[]) {
  await insertOrder(shop, 'order')
  await insertPayment(shop, 'order')
  for (const [index, { type, amount }] of events.entries()) {
    const event = { id: `e${index}`, type, data: { paymentId, amount } }
    await shop.insert('sandbox_events', { id: event.id, payment_id: paymentId, event: JSON.stringify(event) })
  }
}
const refund = (eventId: string, amount: number | null, refundId: string | null = null) =>
  shop.call('refund_at_sandbox', { paymentId, eventId, refundId, amount })
const captured = { type: 'payment_succeeded', amount: 1_000 }
const refunded = (id: string, amount: number, more = {}) => ({
  id,
  type: 'payment_refunded',
  data: { paymentId, amount, ...more },
})

describe('refund_at_sandbox', () => {
  test('an amount, and then all that is left', async () => {
    await atSandbox(captured)
    expect(await refund('a', 300)).toEqual({ event: refunded('a', 300), refundable: 1_000 })
    expect(await refund('b', null)).toEqual({ event: refunded('b', 1_000), refundable: 700 })
    expect(await refund('c', null)).toEqual({ event: null, refundable: 0 })
  })

  test('refuses more than was captured', async () => {
    await atSandbox(captured, { type: 'payment_refunded', amount: 900 })
    expect(await refund('a', 101)).toEqual({ event: null, refundable: 100 })
    expect(await refund('b', 101, 'rfd')).toEqual({
      event: { id: 'b', type: 'refund_failed', data: { paymentId, amount: 101, refundId: 'rfd' } },
      refundable: 100,
    })
    expect(await refund('c', 100, 'rfd2')).toMatchObject({ event: refunded('c', 1_000, { refundId: 'rfd2' }) })
  })

  test('refuses a payment that is not captured', async () => {
    await atSandbox({ type: 'payment_authorised', amount: 1_000 })
    expect(await refund('a', null)).toEqual({ event: null, refundable: 0 })
  })

  test('a repeated request gets the same event', async () => {
    await atSandbox(captured)
    await refund('a', 600, 'rfd')
    expect(await refund('a', 600, 'rfd')).toMatchObject({ event: refunded('a', 600, { refundId: 'rfd' }) })
    expect(await shop.rows("select from sandbox_events where id = 'a'")).toHaveLength(1)
  })

  test('refuses every refund after refunds_fail', async () => {
    await atSandbox(captured, { type: 'refunds_fail' })
    expect(await refund('a', 1, 'rfd')).toMatchObject({ event: { type: 'refund_failed' } })
  })
})
