import { describe, expect, test } from 'vitest'
import { routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

async function found(payment: Record<string, Value>, event: Record<string, Value>) {
  await insertOrder(shop, 'order')
  await insertPayment(shop, 'order', { provider: 'stripe', ...payment })
  await shop.insert('payment_events', { provider: 'stripe', event_id: 'e', type: 't', payload: '{}', ...event })
  return shop.run('find_order_for_event', JSON.stringify({ provider: 'stripe', eventId: 'e' }))
}

describe('find_order_for_event', () => {
  test.each([
    ['by the payment id', { provider_payment_id: 'pi' }, { provider_payment_id: 'pi' }, 'order'],
    [
      'by the payment id before the order id',
      { provider_payment_id: 'pi' },
      { provider_payment_id: 'pi', order_id: 'x' },
      'order',
    ],
    [
      'by the order id, while no payment id is stored',
      { provider_payment_id: null },
      { provider_payment_id: 'pi', order_id: 'order' },
      'order',
    ],
    [
      'not by the order id, when another payment id is stored',
      { provider_payment_id: 'pi' },
      { provider_payment_id: 'no', order_id: 'order' },
      null,
    ],
    [
      'not by the payment id at another provider',
      { provider: 'sandbox', provider_payment_id: 'pi' },
      { provider_payment_id: 'pi' },
      null,
    ],
    [
      'not by the order id at another provider',
      { provider: 'sandbox', provider_payment_id: null },
      { order_id: 'order' },
      null,
    ],
    ['not without either id', { provider_payment_id: null }, {}, null],
  ])('%s', async (_case, payment, event, order) => {
    expect(await found(payment, event)).toBe(order)
  })
  const events = [
    ['stripe', 'e', 'order'],
    ['sandbox', 'e', 'second'],
    ['stripe', 'f', 'third'],
  ] as const
  // One test for each event, because a missing condition in the query finds the wrong row for at least one of them.
  test.for(events)('the event of %s with the id %s: %s', async ([provider, eventId, order]) => {
    for (const [of, event_id, id] of events) {
      await insertOrder(shop, id)
      await insertPayment(shop, id, { provider: of })
      const facts = { type: 't', payload: '{}', provider_payment_id: `sandbox-${id}` }
      await shop.insert('payment_events', { provider: of, event_id, ...facts })
    }
    expect(await shop.run('find_order_for_event', JSON.stringify({ provider, eventId }))).toBe(order)
  })
})
