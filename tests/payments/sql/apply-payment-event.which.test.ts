import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

/** The first two events have the same id at different providers. Each belongs to a different order. */
const events = [
  { provider: 'sandbox', eventId: 'twin', order: 'one' },
  { provider: 'stripe', eventId: 'twin', order: 'two' },
  { provider: 'sandbox', eventId: 'another', order: 'three' },
] as const

// One test for each event, because a missing condition in the query finds the wrong row for at least one of them.
test.for(events)('the event $eventId of $provider is applied to order $order', async (event) => {
  for (const { provider, eventId, order } of events) {
    await insertOrder(shop, order)
    await insertPayment(shop, order, { provider })
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
