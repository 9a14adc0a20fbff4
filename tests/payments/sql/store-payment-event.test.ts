import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const event = {
  ...{ provider: 'sandbox', eventId: 'evt', type: 'payment_refunded', providerPaymentId: 'pay', amount: 7 },
  ...{ refundId: 'rfd', orderId: 'order', payload: { raw: true } },
}

describe('store_payment_event', () => {
  test('stored: every field is in the inbox, not applied yet', async () => {
    expect(await shop.call('store_payment_event', event)).toEqual({ stored: true })
    const [stored, ...more] = await shop.rows("select * from payment_events where provider = 'sandbox'")
    expect(more).toEqual([])
    expect(stored).toMatchObject({
      ...{ provider: 'sandbox', event_id: 'evt', type: 'payment_refunded', provider_payment_id: 'pay', amount: 7 },
      ...{
        refund_id: 'rfd',
        order_id: 'order',
        payload: { raw: true },
        received_at: expect.any(String),
        processed_at: null,
        outcome: null,
      },
    })
  })

  test('not stored: an event with the same id is there already, and stays unchanged', async () => {
    await shop.call('store_payment_event', event)
    expect(await shop.call('store_payment_event', { ...event, amount: 8 })).toEqual({ stored: false })
    expect(await shop.rows("select amount from payment_events where provider = 'sandbox'")).toEqual([{ amount: 7 }])
  })
})
