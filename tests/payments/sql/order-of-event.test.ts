import { describe, expect, test } from 'vitest'
import { routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

async function found(payment: Record<string, Value>, event: Record<string, Value>) {
  await orderOf(shop, 'order')
  await paymentOf(shop, 'order', { provider: 'stripe', ...payment })
  await shop.insert('payment_events', { provider: 'stripe', event_id: 'e', type: 't', payload: '{}', ...event })
  return shop.run('order_of_event', JSON.stringify({ provider: 'stripe', eventId: 'e' }))
}

describe('order_of_event', () => {
  test.each([
    ['by the payment’s id', { provider_payment_id: 'pi' }, { provider_payment_id: 'pi' }, 'order'],
    [
      'by its id before its order',
      { provider_payment_id: 'pi' },
      { provider_payment_id: 'pi', order_id: 'x' },
      'order',
    ],
    [
      'by its order, while no id is kept',
      { provider_payment_id: null },
      { provider_payment_id: 'pi', order_id: 'order' },
      'order',
    ],
    [
      'not by its order, once another id is kept',
      { provider_payment_id: 'pi' },
      { provider_payment_id: 'no', order_id: 'order' },
      null,
    ],
    [
      'not at another provider',
      { provider: 'sandbox', provider_payment_id: 'pi' },
      { provider_payment_id: 'pi' },
      null,
    ],
    [
      'not by an order at another provider',
      { provider: 'sandbox', provider_payment_id: null },
      { order_id: 'order' },
      null,
    ],
    ['not without either', { provider_payment_id: null }, {}, null],
  ])('%s', async (_how, payment, event, order) => {
    expect(await found(payment, event)).toBe(order)
  })
  const twins = [
    ['stripe', 'e', 'order'],
    ['sandbox', 'e', 'second'],
    ['stripe', 'f', 'third'],
  ] as const
  // Each in a test of its own: whichever row a lost condition finds first, it is the wrong one for another event.
  test.for(twins)('by the event of %s called %s: %s', async ([provider, eventId, order]) => {
    for (const [of, event_id, id] of twins) {
      await orderOf(shop, id)
      await paymentOf(shop, id, { provider: of })
      const facts = { type: 't', payload: '{}', provider_payment_id: `sandbox-${id}` }
      await shop.insert('payment_events', { provider: of, event_id, ...facts })
    }
    expect(await shop.run('order_of_event', JSON.stringify({ provider, eventId }))).toBe(order)
  })
})
