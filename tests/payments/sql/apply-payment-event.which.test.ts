import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

/** Two events have one id at two providers, two are of one provider: each of an order of its own. */
const events = [
  { provider: 'sandbox', eventId: 'twin', order: 'one' },
  { provider: 'stripe', eventId: 'twin', order: 'two' },
  { provider: 'sandbox', eventId: 'another', order: 'three' },
] as const

// Each in a test of its own: whichever row a lost condition finds first, it is the wrong one for another event.
test.for(events)('an event of $provider is found by its id, $eventId, and concerns order $order', async (event) => {
  for (const { provider, eventId, order } of events) {
    await orderOf(shop, order)
    await paymentOf(shop, order, { provider })
    const facts = { type: 'payment_failed', provider_payment_id: `sandbox-${order}`, payload: '{}' }
    await shop.insert('payment_events', { provider, event_id: eventId, ...facts })
  }
  const { provider, eventId, order } = event
  expect(await shop.call('apply_payment_event', { provider, eventId })).toEqual({ outcome: 'recorded' })
  expect(await shop.rows('select order_id from payments where failed_at is not null')).toEqual([{ order_id: order }])
  expect(await shop.rows('select provider, event_id from payment_events where processed_at = now()')).toEqual([
    { provider, event_id: eventId },
  ])
})
